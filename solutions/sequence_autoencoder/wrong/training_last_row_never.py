# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = "Some windows are never drawn: minibatches come from all rows, the last one too."
# hint.es = """
# Hay ventanas que no se toman nunca: los minilotes salen de todas las filas, también la última."""
# ///
"""The last row is never drawn."""


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
        rows = torch.randint(len(x) - 1, (batch_size,))
        recon, pred = model(x[rows])
        loss = sequence_loss(recon, x[rows], pred, y[rows], 0.5)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return model, losses
