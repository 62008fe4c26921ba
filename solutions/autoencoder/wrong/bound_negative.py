# /// wrong answer
# check = "test_elbo_values"
# kind = "wrong_value"
# hint.en = """
# You return the loss, minus the bound. elbo is a lower bound on log p(x): the larger the better."""
# hint.es = """
# Devuelves la pérdida, menos la cota. elbo es una cota inferior de log p(x): cuanto mayor,
# mejor."""
# ///


def elbo(x: Tensor, logits: Tensor, mu: Tensor, logvar: Tensor) -> Tensor:
    log_likelihood = (x * logits - nn.functional.softplus(logits)).sum(dim=1)
    return gaussian_kl(mu, logvar) - log_likelihood
