# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = """
# Minibatches are taken in the order of the data, neighbours together: draw them at random."""
# hint.es = """
# Los minilotes se toman en el orden de los datos, con vecinos juntos: sortéalos al azar."""
# ///
"""Minibatches are taken in order."""


def train_sketcher(
    strokes: Tensor,
    lengths: Tensor,
    hidden: int,
    M: int,
    steps: int,
    batch: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = Sketcher(hidden, M)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    start = strokes.new_tensor([0, 0, 1, 0, 0]).expand(batch, 1, 5)
    losses = []
    for k in range(steps):
        drawn = torch.arange(k * batch, (k + 1) * batch) % len(strokes)
        target = strokes[drawn]
        raw = model(torch.cat([start, target[:, :-1]], dim=1))
        loss = sum(drawing_loss(raw, target, lengths[drawn]))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
