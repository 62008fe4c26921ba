# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = """
# Your minibatches follow the order of the data, and here neighbours are alike. Draw the windows of
# each minibatch at random."""
# hint.es = """
# Tus minilotes siguen el orden de los datos, y aquí las vecinas se parecen. Toma al azar las
# ventanas de cada minilote."""
# ///
"""Minibatches in order."""


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
        rows = (k * batch_size + torch.arange(batch_size)) % len(x)
        recon, pred = model(x[rows])
        loss = sequence_loss(recon, x[rows], pred, y[rows], 0.5)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return model, losses
