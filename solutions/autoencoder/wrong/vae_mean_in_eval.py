# /// wrong answer
# check = "test_vae_draws"
# kind = "broken_property"
# hint.en = """
# In eval mode your VAE decodes the mean. Without eps noise is drawn at every call here, whatever
# the mode: forward says what eps is for, not train and eval."""
# hint.es = """
# En modo eval tu VAE decodifica la media. Aquí, sin eps, se sortea ruido en cada llamada, sea cual
# sea el modo: lo decide eps, no train ni eval."""
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
            eps = torch.randn_like(mu) if self.training else torch.zeros_like(mu)
        return self.decode(reparameterize(mu, logvar, eps)), mu, logvar
