# /// wrong answer
# check = "test_autoencoder_values"
# kind = "wrong_value"
# hint.en = """
# After your last layer comes a sigmoid. Here nothing comes after it: images may have any values."""
# hint.es = """
# Después de tu última capa viene una sigmoide. Aquí no viene nada: las imágenes pueden tener
# cualquier valor."""
# ///
"""A sigmoid after the output."""


class Autoencoder(nn.Module):
    def __init__(self, input_size: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        self.enc_hidden = nn.Linear(input_size, hidden_size)
        self.enc_code = nn.Linear(hidden_size, code_size)
        self.dec_hidden = nn.Linear(code_size, hidden_size)
        self.dec_out = nn.Linear(hidden_size, input_size)

    def encode(self, x: Tensor) -> Tensor:
        return self.enc_code(torch.relu(self.enc_hidden(x)))

    def decode(self, z: Tensor) -> Tensor:
        return torch.sigmoid(self.dec_out(torch.relu(self.dec_hidden(z))))

    def forward(self, x: Tensor) -> Tensor:
        return self.decode(self.encode(x))
