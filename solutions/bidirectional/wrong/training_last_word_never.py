# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = """
# The last word is never drawn: the upper end of the indices is one too small."""
# hint.es = """
# La última palabra nunca se toma: el extremo superior de los índices es uno menos de lo debido."""
# ///
"""The last word is never drawn."""


def train_restorer(
    ids: Tensor,
    lengths: Tensor,
    marks: Tensor,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = Restorer(hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = torch.randint(len(ids) - 1, (batch_size,))
        logits = model(ids[batch], lengths[batch])
        loss = masked_bce(logits, marks[batch], lengths[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
