# /// wrong answer
# check = "test_gaussian_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# The code is right, but afterwards the caller's eps is another: mul_ and *= change the tensor that
# was handed in."""
# hint.es = """
# El código es correcto, pero después el eps de quien llama es otro: mul_ y *= cambian el tensor
# recibido."""
# ///
"""The noise is scaled in place."""


def reparameterize(mu: Tensor, logvar: Tensor, eps: Tensor) -> Tensor:
    return eps.mul_(torch.exp(logvar / 2)).add_(mu)


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
        return self.decode(right_reparameterize(mu, logvar, eps)), mu, logvar


def right_reparameterize(mu: Tensor, logvar: Tensor, eps: Tensor) -> Tensor:
    return mu + torch.exp(logvar / 2) * eps
