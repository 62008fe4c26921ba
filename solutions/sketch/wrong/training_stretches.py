# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = """
# Your drawings are stretched at random, as Ha and Eck do; here they are taken as they are."""
# hint.es = "Tus dibujos se estiran al azar, como hacen Ha y Eck; aquí se toman tal como son."
# ///
"""Drawings are stretched at random."""


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
        target = strokes[drawn].clone()
        target[..., :2] *= 1 + 0.1 * torch.randn(batch, 1, 2)
        raw = model(torch.cat([start, target[:, :-1]], dim=1))
        loss = sum(drawing_loss(raw, target, lengths[drawn]))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
