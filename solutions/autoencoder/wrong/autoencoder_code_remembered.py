# /// wrong answer
# check = "test_autoencoder_bottleneck"
# kind = "wrong_value"
# hint.en = """
# Your decode uses what encode left behind in the module, and not the code that it is given. Nothing
# may pass but the argument z."""
# hint.es = """
# Tu decode usa lo que encode dejó guardado en el módulo, y no el código que recibe. No debe pasar
# nada más que el argumento z."""
# ///


class Autoencoder(nn.Module):
    def __init__(self, input_size: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        self.enc_hidden = nn.Linear(input_size, hidden_size)
        self.enc_code = nn.Linear(hidden_size, code_size)
        self.dec_hidden = nn.Linear(code_size, hidden_size)
        self.dec_out = nn.Linear(hidden_size, input_size)

    def encode(self, x: Tensor) -> Tensor:
        self.code = self.enc_code(torch.relu(self.enc_hidden(x)))
        return self.code

    def decode(self, z: Tensor) -> Tensor:
        if z.shape == self.code.shape:
            z = self.code
        return self.dec_out(torch.relu(self.dec_hidden(z)))

    def forward(self, x: Tensor) -> Tensor:
        return self.decode(self.encode(x))
