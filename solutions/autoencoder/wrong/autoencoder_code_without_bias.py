# /// wrong answer
# check = "test_autoencoder_values"
# kind = "wrong_length"
# hint.en = "A layer of yours has no bias. Each of the four has one."
# hint.es = "Una de tus capas no tiene sesgo. Cada una de las cuatro tiene el suyo."
# ///
"""The code has no bias."""


class Autoencoder(nn.Module):
    def __init__(self, input_size: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        self.enc_hidden = nn.Linear(input_size, hidden_size)
        self.enc_code = nn.Linear(hidden_size, code_size, bias=False)
        self.dec_hidden = nn.Linear(code_size, hidden_size)
        self.dec_out = nn.Linear(hidden_size, input_size)

    def encode(self, x: Tensor) -> Tensor:
        return self.enc_code(torch.relu(self.enc_hidden(x)))

    def decode(self, z: Tensor) -> Tensor:
        return self.dec_out(torch.relu(self.dec_hidden(z)))

    def forward(self, x: Tensor) -> Tensor:
        return self.decode(self.encode(x))
