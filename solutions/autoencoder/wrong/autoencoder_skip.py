# /// wrong answer
# check = "test_autoencoder_values"
# kind = "wrong_value"
# hint.en = """
# Your reconstruction adds the input to what is decoded. Good in a residual network; here it is a
# way round the bottleneck, and the code need say nothing."""
# hint.es = """
# Tu reconstrucción suma la entrada a lo decodificado. Bueno en una red residual; aquí es un camino
# por fuera del cuello de botella, y el código no tiene que decir nada."""
# ///


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
        return self.dec_out(torch.relu(self.dec_hidden(z)))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.decode(self.encode(x))
