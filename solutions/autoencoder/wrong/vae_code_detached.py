# /// wrong answer
# check = "test_vae_gradients"
# kind = "broken_property"
# hint.en = """
# The values are right, but nothing that is decoded reaches the encoder: the gradient ends at the
# code."""
# hint.es = """
# Los valores son correctos, pero nada de lo decodificado llega al codificador: el gradiente termina
# en el código."""
# ///


class VAE(nn.Module):
    def __init__(self, input_size: int, hidden_size: int, code_size: int) -> None:
        super().__init__()
        self.enc_hidden = nn.Linear(input_size, hidden_size)
        self.enc_mu = nn.Linear(hidden_size, code_size)
        self.enc_logvar = nn.Linear(hidden_size, code_size)
        self.dec_hidden = nn.Linear(code_size, hidden_size)
        self.dec_out = nn.Linear(hidden_size, input_size)

    def encode(self, x: Tensor) -> tuple[Tensor, Tensor]:
        h = torch.relu(self.enc_hidden(x))
        return self.enc_mu(h), self.enc_logvar(h)

    def decode(self, z: Tensor) -> Tensor:
        return self.dec_out(torch.relu(self.dec_hidden(z)))

    def forward(self, x: Tensor, eps: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        mu, logvar = self.encode(x)
        if eps is None:
            eps = torch.randn_like(mu)
        return self.decode(reparameterize(mu, logvar, eps).detach()), mu, logvar
