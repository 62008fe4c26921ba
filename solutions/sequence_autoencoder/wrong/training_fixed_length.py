# /// wrong answer
# check = "test_training_model"
# kind = "wrong_shape"
# hint.en = """
# Your model reconstructs as many hours as it was trained on, whatever the length of what it is
# given."""
# hint.es = """
# Tu modelo reconstruye tantas horas como en el entrenamiento, sea cual sea la longitud de lo que
# recibe."""
# ///
"""Always as many steps as in training."""


class Forecaster(nn.Module):
    def __init__(self, horizon: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        self.horizon = horizon
        self.length = 0
        self.encoder = nn.GRU(1, hidden_size, batch_first=True)
        self.code = nn.Linear(hidden_size, code_size)
        self.past = Decoder(hidden_size, code_size)
        self.future = Decoder(hidden_size, code_size)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        states, _ = self.encoder(x[:, :, None])
        self.length = self.length or x.shape[1]
        z = self.code(states[:, -1])
        return self.past(z, self.length).flip(1), self.future(z, self.horizon)
