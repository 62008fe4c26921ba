# /// wrong answer
# check = "test_training_settings"
# kind = "broken_property"
# hint.en = "The same seed does not give the same model: all randomness comes from seed."
# hint.es = "La misma semilla no da el mismo modelo: todo el azar sale de seed."
# ///
"""No seed."""


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
    model = Forecaster(y.shape[1], hidden_size, code_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for k in range(steps):
        optimizer.param_groups[0]["lr"] = lr * (1 - 0.95 * k / steps)
        rows = torch.randint(len(x), (batch_size,))
        recon, pred = model(x[rows])
        loss = sequence_loss(recon, x[rows], pred, y[rows], 0.5)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return model, losses
