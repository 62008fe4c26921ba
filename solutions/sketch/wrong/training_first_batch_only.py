# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = "Every step takes the first drawings of all: draw them anew at every step."
# hint.es = "Cada paso toma los primeros dibujos: sortéalos de nuevo en cada paso."
# ///
"""Every step takes the first drawings."""


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
        drawn = torch.arange(batch) % len(strokes)
        target = strokes[drawn]
        raw = model(torch.cat([start, target[:, :-1]], dim=1))
        loss = sum(drawing_loss(raw, target, lengths[drawn]))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
