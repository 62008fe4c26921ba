# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = "Windows and futures are drawn separately: a future belongs to its own window."
# hint.es = """
# Las ventanas y los futuros se sortean por separado: cada futuro es de su propia ventana."""
# ///
"""Windows and futures are drawn separately."""


def train_forecaster(
    x: Tensor,
    y: Tensor,
    hidden_size: int,
    code_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = Forecaster(y.shape[1], hidden_size, code_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for k in range(steps):
        optimizer.param_groups[0]["lr"] = lr * (1 - 0.95 * k / steps)
        rows = torch.randint(len(x), (batch_size,))
        recon, pred = model(x[rows])
        others = torch.randint(len(x), (batch_size,))
        loss = sequence_loss(recon, x[rows], pred, y[others], 0.5)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return model, losses
