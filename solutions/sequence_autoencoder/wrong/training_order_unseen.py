# /// wrong answer
# check = "test_training_learns"
# kind = "did_not_converge"
# hint.en = """
# Your encoder gives the same code for the hours in whatever order: it has to read them one after
# the other, with a state."""
# hint.es = """
# Tu codificador da el mismo código con las horas en cualquier orden: tiene que leerlas una tras
# otra, con un estado."""
# ///
"""The code is a mean over the hours, each by itself."""


class Forecaster(nn.Module):
    def __init__(self, horizon: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        self.horizon = horizon
        self.encoder = nn.Sequential(nn.Linear(1, hidden_size), nn.Tanh())
        self.code = nn.Linear(hidden_size, code_size)
        self.past = Decoder(hidden_size, code_size)
        self.future = Decoder(hidden_size, code_size)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        states = self.encoder(x[:, :, None])
        z = self.code(states.mean(dim=1))
        return self.past(z, x.shape[1]).flip(1), self.future(z, self.horizon)
