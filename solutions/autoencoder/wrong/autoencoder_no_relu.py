# /// wrong answer
# check = "test_autoencoder_values"
# kind = "wrong_value"
# hint.en = """
# A ReLU is missing after the two hidden layers: without one, two layers are no more than a single
# one."""
# hint.es = """
# Falta una ReLU después de las dos capas ocultas: sin ella, dos capas no son más que una sola."""
# ///
"""No ReLU anywhere."""


class Autoencoder(nn.Module):
    def __init__(self, input_size: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        self.enc_hidden = nn.Linear(input_size, hidden_size)
        self.enc_code = nn.Linear(hidden_size, code_size)
        self.dec_hidden = nn.Linear(code_size, hidden_size)
        self.dec_out = nn.Linear(hidden_size, input_size)

    def encode(self, x: Tensor) -> Tensor:
        return self.enc_code(self.enc_hidden(x))

    def decode(self, z: Tensor) -> Tensor:
        return self.dec_out(self.dec_hidden(z))

    def forward(self, x: Tensor) -> Tensor:
        return self.decode(self.encode(x))
