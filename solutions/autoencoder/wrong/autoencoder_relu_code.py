# /// wrong answer
# check = "test_autoencoder_values"
# kind = "wrong_value"
# hint.en = """
# Your code goes through a ReLU, so that half of it is lost: no code of yours is negative. The code
# layer is linear."""
# hint.es = """
# Tu código pasa por una ReLU y así se pierde la mitad: ninguno de tus códigos es negativo. La capa
# del código es lineal."""
# ///


class Autoencoder(nn.Module):
    def __init__(self, input_size: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        self.enc_hidden = nn.Linear(input_size, hidden_size)
        self.enc_code = nn.Linear(hidden_size, code_size)
        self.dec_hidden = nn.Linear(code_size, hidden_size)
        self.dec_out = nn.Linear(hidden_size, input_size)

    def encode(self, x: Tensor) -> Tensor:
        return torch.relu(self.enc_code(torch.relu(self.enc_hidden(x))))

    def decode(self, z: Tensor) -> Tensor:
        return self.dec_out(torch.relu(self.dec_hidden(z)))

    def forward(self, x: Tensor) -> Tensor:
        return self.decode(self.encode(x))
