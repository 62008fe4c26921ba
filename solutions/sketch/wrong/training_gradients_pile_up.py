# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = "The gradients of earlier steps are never cleared: they pile up."
# hint.es = "Los gradientes de los pasos anteriores no se borran nunca: se acumulan."
# ///
"""Gradients are never cleared."""


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
        loss = sum(drawing_loss(raw, target, lengths[drawn]))
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
