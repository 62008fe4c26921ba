# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = """
# The words of a minibatch are compared with the marks of other words: take ids, lengths and marks
# with the same indices."""
# hint.es = """
# Las palabras de un minilote se comparan con las marcas de otras: toma ids, longitudes y marcas
# con los mismos índices."""
# ///
"""Marks are drawn by themselves."""


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
        others = torch.randint(len(ids), (batch_size,))
        logits = model(ids[batch], lengths[batch])
        loss = masked_bce(logits, marks[others], lengths[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
