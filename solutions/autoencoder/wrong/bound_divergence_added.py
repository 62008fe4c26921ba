# /// wrong answer
# check = "test_elbo_values"
# kind = "wrong_value"
# hint.en = "You add the divergence. It makes the bound smaller: it is taken off."
# hint.es = "Sumas la divergencia. Hace la cota más pequeña: se resta."
# ///
"""The divergence is added."""


def elbo(x: Tensor, logits: Tensor, mu: Tensor, logvar: Tensor) -> Tensor:
    log_likelihood = (x * logits - nn.functional.softplus(logits)).sum(dim=1)
    return log_likelihood + gaussian_kl(mu, logvar)
