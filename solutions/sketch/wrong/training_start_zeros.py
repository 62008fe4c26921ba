# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = """
# Your start is a row of zeros; the statement's has p1 = 1, as has the one that your model reads
# when it is graded."""
# hint.es = """
# Tu inicio es una fila de ceros; el del enunciado tiene p1 = 1, como el que lee tu modelo al
# calificarlo."""
# ///
"""The row of the start is zeros."""


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
    start = strokes.new_tensor([0, 0, 0, 0, 0]).expand(batch, 1, 5)
    losses = []
    for _ in range(steps):
        drawn = torch.randint(len(strokes), (batch,))
        target = strokes[drawn]
        raw = model(torch.cat([start, target[:, :-1]], dim=1))
        loss = sum(drawing_loss(raw, target, lengths[drawn]))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
