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
        self.first = nn.ModuleList(nn.Linear(code_size, hidden_size) for _ in range(2))
        self.decoders = nn.ModuleList(
            nn.GRU(code_size + 1, hidden_size, batch_first=True) for _ in range(2)
        )
        self.outputs = nn.ModuleList(nn.Linear(hidden_size, 1) for _ in range(2))

    def decode(self, z: Tensor, steps: int, which: int) -> Tensor:
        clock = torch.linspace(-1, 1, steps).expand(len(z), steps)[:, :, None]
        inputs = torch.cat([z[:, None].expand(-1, steps, -1), clock], dim=2)
        states, _ = self.decoders[which](inputs, torch.tanh(self.first[which](z))[None])
        return self.outputs[which](states)[:, :, 0]

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        states, _ = self.encoder(x[:, :, None])
        z = self.code(states[:, -1])
        return self.decode(z, x.shape[1], 0), self.decode(z, self.horizon, 1)


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
