# /// wrong answer
# check = "test_vae_draws"
# kind = "broken_property"
# hint.en = """
# Each call draws the same noise. A seed set inside forward starts the generator anew at every
# call."""
# hint.es = """
# Cada llamada sortea el mismo ruido. Una semilla fijada dentro de forward reinicia el generador en
# cada llamada."""
# ///
"""forward sets a seed."""


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
            torch.manual_seed(0)
            eps = torch.randn_like(mu)
        return self.decode(reparameterize(mu, logvar, eps)), mu, logvar
