# /// wrong answer
# check = "test_training_network"
# kind = "broken_property"
# hint.en = "The code is made of the first state, which has seen one hour."
# hint.es = "El código sale del primer estado, que ha visto una sola hora."
# ///
"""The first state makes the code."""


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
        z = self.code(states[:, 0])
        return self.decode(z, x.shape[1], 0).flip(1), self.decode(z, self.horizon, 1)
