# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = """
# Your minibatches do not have batch_size words."""
# hint.es = """
# Tus minilotes no tienen batch_size palabras."""
# ///
"""One word too many."""


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
        batch = torch.randint(len(ids), (batch_size + 1,))
        logits = model(ids[batch], lengths[batch])
        loss = masked_bce(logits, marks[batch], lengths[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
