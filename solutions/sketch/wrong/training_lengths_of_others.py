# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = """
# Drawings and lengths are drawn with different indices: a drawing is judged with the length of
# another one."""
# hint.es = """
# Dibujos y longitudes se sortean con índices distintos: un dibujo se juzga con la longitud de
# otro."""
# ///
"""Lengths are drawn apart from the drawings."""


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
    for _ in range(steps):
        drawn = torch.randint(len(strokes), (batch,))
        target = strokes[drawn]
        raw = model(torch.cat([start, target[:, :-1]], dim=1))
        loss = sum(drawing_loss(raw, target, lengths[torch.randint(len(strokes), (batch,))]))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
