# /// wrong answer
# check = "test_elbo_gradients"
# kind = "wrong_value"
# hint.en = """
# The bound is right, but mu and logvar get no gradient from the divergence: it is cut off there."""
# hint.es = """
# La cota es correcta, pero mu y logvar no reciben gradiente de la divergencia: ahí se corta."""
# ///


def elbo(x: Tensor, logits: Tensor, mu: Tensor, logvar: Tensor) -> Tensor:
    log_likelihood = (x * logits - nn.functional.softplus(logits)).sum(dim=1)
    return log_likelihood - gaussian_kl(mu, logvar).detach()
