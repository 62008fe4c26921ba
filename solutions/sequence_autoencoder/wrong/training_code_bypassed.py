# /// wrong answer
# check = "test_training_network"
# kind = "broken_property"
# hint.en = """
# Something goes round the code: what the decoders know of x has more than code_size numbers."""
# hint.es = """
# Algo rodea al código: lo que los decodificadores saben de x tiene más de code_size números."""
# ///
"""The last value of x is added."""


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
        last = x[:, -1:]
        recon, pred = self.decode(z, x.shape[1], 0), self.decode(z, self.horizon, 1)
        return recon.flip(1), pred + last
