# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = "Your training looks at the reconstruction alone: the forecast is half of the loss."
# hint.es = "Tu entrenamiento solo mira la reconstrucción: la predicción es la mitad de la pérdida."
# ///
"""Only the reconstruction counts."""


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
        loss = sequence_loss(recon, x[rows], pred, y[rows], 1.0)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return model, losses
