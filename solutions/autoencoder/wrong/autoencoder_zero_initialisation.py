# /// wrong answer
# check = "test_autoencoder_initialisation"
# kind = "broken_property"
# hint.en = """
# All your weights start at zero: every hidden unit is the same as its neighbour, and gets the same
# gradient. Chance has to tell them apart."""
# hint.es = """
# Todos tus pesos empiezan en cero: cada unidad oculta es igual a su vecina y recibe el mismo
# gradiente. El azar tiene que distinguirlas."""
# ///


class Autoencoder(nn.Module):
    def __init__(self, input_size: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        self.enc_hidden = nn.Linear(input_size, hidden_size)
        self.enc_code = nn.Linear(hidden_size, code_size)
        self.dec_hidden = nn.Linear(code_size, hidden_size)
        self.dec_out = nn.Linear(hidden_size, input_size)
        for parameter in self.parameters():
            nn.init.zeros_(parameter)

    def encode(self, x: Tensor) -> Tensor:
        return self.enc_code(torch.relu(self.enc_hidden(x)))

    def decode(self, z: Tensor) -> Tensor:
        return self.dec_out(torch.relu(self.dec_hidden(z)))

    def forward(self, x: Tensor) -> Tensor:
        return self.decode(self.encode(x))
