# /// wrong answer
# check = "test_training_reproducible"
# kind = "broken_property"
# hint.en = "batch is not used: your minibatches always have the same size."
# hint.es = "batch no se usa: tus minilotes tienen siempre el mismo tamaño."
# ///
"""Minibatches have a size of their own."""


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
    start = strokes.new_tensor([0, 0, 1, 0, 0]).expand(6, 1, 5)
    losses = []
    for _ in range(steps):
        drawn = torch.randint(len(strokes), (6,))
        target = strokes[drawn]
        raw = model(torch.cat([start, target[:, :-1]], dim=1))
        loss = sum(drawing_loss(raw, target, lengths[drawn]))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
