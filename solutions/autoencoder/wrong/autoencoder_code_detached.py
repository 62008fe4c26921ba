# /// wrong answer
# check = "test_autoencoder_gradients"
# kind = "wrong_value"
# hint.en = """
# The values are right, but nothing is learnt in front of the code: no gradient reaches your
# encoder. What cuts it off?"""
# hint.es = """
# Los valores son correctos, pero delante del código no se aprende nada: ningún gradiente llega a tu
# codificador. ¿Qué lo corta?"""
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
        return self.decode(self.encode(x).detach())
