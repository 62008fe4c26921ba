# /// wrong answer
# check = "test_kl_values"
# kind = "wrong_value"
# hint.en = """
# This is KL(p || q), the prior's divergence from the code's distribution. The two are not the same:
# the expectation is taken under q."""
# hint.es = """
# Esta es KL(p || q), la divergencia de la distribución previa respecto a la del código. No son lo
# mismo: la esperanza se toma bajo q."""
# ///


def gaussian_kl(mu: Tensor, logvar: Tensor) -> Tensor:
    return ((1 + mu**2) / logvar.exp() - 1 + logvar).sum(dim=1) / 2


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
