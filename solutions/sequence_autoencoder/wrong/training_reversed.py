# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = "The reconstruction of your model comes out backwards: turn it round in the model."
# hint.es = "La reconstrucción de tu modelo sale al revés: dale la vuelta dentro del modelo."
# ///
"""The model does not turn round, the loss does."""


class Forecaster(nn.Module):
    def __init__(self, horizon: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        self.horizon = horizon
        self.encoder = nn.GRU(1, hidden_size, batch_first=True)
        self.code = nn.Linear(hidden_size, code_size)
        self.past = Decoder(hidden_size, code_size)
        self.future = Decoder(hidden_size, code_size)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        states, _ = self.encoder(x[:, :, None])
        z = self.code(states[:, -1])
        return self.past(z, x.shape[1]), self.future(z, self.horizon)


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
        loss = sequence_loss(recon.flip(1), x[rows], pred, y[rows], 0.5)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return model, losses
