# /// wrong answer
# check = "test_training_reproducible"
# kind = "wrong_shape"
# hint.en = """
# losses must have a number for every step."""
# hint.es = """
# losses debe tener un número por cada paso."""
# ///
"""Only the last loss is returned."""


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
        batch = torch.randint(len(ids), (batch_size,))
        logits = model(ids[batch], lengths[batch])
        loss = masked_bce(logits, marks[batch], lengths[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses[-1:]
