# /// wrong answer
# check = "test_reparameterize_gradients"
# kind = "no_gradient"
# hint.en = """
# The codes are right, but no gradient passes through the draw, and the encoder will not learn to
# reconstruct. Shifting and scaling given noise can be differentiated: what cuts it?"""
# hint.es = """
# Los códigos son correctos, pero ningún gradiente atraviesa la muestra, y el codificador no
# aprenderá a reconstruir. Desplazar y escalar un ruido dado es derivable: ¿qué lo corta?"""
# ///


def reparameterize(mu: Tensor, logvar: Tensor, eps: Tensor) -> Tensor:
    return (
        torch.normal(mu, torch.exp(logvar / 2)).detach() * 0
        + (mu + torch.exp(logvar / 2) * eps).detach()
    )


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
