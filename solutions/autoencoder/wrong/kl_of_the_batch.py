# /// wrong answer
# check = "test_kl_values"
# kind = "wrong_shape"
# hint.en = """
# You return one number for the whole batch. Asked for is one for every row, (N,); the mean comes
# later."""
# hint.es = """
# Devuelves un solo número para todo el lote. Se pide uno por fila, (N,); la media viene después."""
# ///


def gaussian_kl(mu: Tensor, logvar: Tensor) -> Tensor:
    return (logvar.exp() + mu**2 - 1 - logvar).sum(dim=1).mean() / 2


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
