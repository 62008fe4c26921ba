# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = """
# The model sees the very row that it has to predict: the start goes in front and the last row is
# left out."""
# hint.es = """
# El modelo ve justo la fila que tiene que predecir: el inicio va delante y la última fila se deja
# fuera."""
# ///
"""The model reads the rows that it has to predict."""


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
    losses = []
    for _ in range(steps):
        drawn = torch.randint(len(strokes), (batch,))
        target = strokes[drawn]
        raw = model(target)
        loss = sum(drawing_loss(raw, target, lengths[drawn]))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
