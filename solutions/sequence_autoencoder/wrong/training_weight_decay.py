# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = "Your optimiser pulls the weights towards 0 as well. Asked for is Adam alone."
# hint.es = "Tu optimizador también atrae los pesos hacia 0. Se pide solo Adam."
# ///
"""AdamW."""


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
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr, weight_decay=0.1)
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
