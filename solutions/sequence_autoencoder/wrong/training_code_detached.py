# /// wrong answer
# check = "test_training_network"
# kind = "broken_property"
# hint.en = "No gradient reaches the encoder: it stays as it was drawn."
# hint.es = "Ningún gradiente llega al codificador: se queda como se sorteó."
# ///
"""The code is detached."""


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
        z = self.code(states[:, -1]).detach()
        return self.past(z, x.shape[1]).flip(1), self.future(z, self.horizon)
