# /// wrong answer
# check = "test_kl_values"
# kind = "wrong_value"
# hint.en = """
# You take logvar for the logarithm of the standard deviation. It is that of the variance."""
# hint.es = "Tomas logvar por el logaritmo de la desviación estándar. Es el de la varianza."
# ///


def gaussian_kl(mu: Tensor, logvar: Tensor) -> Tensor:
    return ((2 * logvar).exp() + mu**2 - 1 - 2 * logvar).sum(dim=1) / 2


def elbo(x: Tensor, logits: Tensor, mu: Tensor, logvar: Tensor) -> Tensor:
    log_likelihood = (x * logits - nn.functional.softplus(logits)).sum(dim=1)
    return log_likelihood - right_gaussian_kl(mu, logvar)


def train_step(
    vae: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, eps: Tensor, beta: float = 1.0
) -> float:
    logits, mu, logvar = vae(x, eps)
    misfit = (nn.functional.softplus(logits) - x * logits).sum(dim=1)
    loss = (misfit + beta * right_gaussian_kl(mu, logvar)).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def right_gaussian_kl(mu: Tensor, logvar: Tensor) -> Tensor:
    return (logvar.exp() + mu**2 - 1 - logvar).sum(dim=1) / 2
