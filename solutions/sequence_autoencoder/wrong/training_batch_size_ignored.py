# /// wrong answer
# check = "test_training_settings"
# kind = "broken_property"
# hint.en = "batch_size makes no difference in yours."
# hint.es = "En tu código batch_size no cambia nada."
# ///
"""Always the same size."""


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
        rows = torch.randint(len(x), (min(48, len(x)),))
        recon, pred = model(x[rows])
        loss = sequence_loss(recon, x[rows], pred, y[rows], 0.5)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return model, losses
