# /// wrong answer
# check = "test_elbo_stable"
# kind = "wrong_value"
# hint.en = """
# For a logit of 50 the probability is rounded to 1, and the logarithm of 1 - 1 is -inf. Write log
# σ(l) and log(1 - σ(l)) in terms of the logit, before any rounding."""
# hint.es = """
# Con un logit de 50 la probabilidad se redondea a 1, y el logaritmo de 1 - 1 es -inf. Escribe log
# σ(l) y log(1 - σ(l)) en función del logit, antes de todo redondeo."""
# ///


def elbo(x: Tensor, logits: Tensor, mu: Tensor, logvar: Tensor) -> Tensor:
    probability = torch.sigmoid(logits)
    log_likelihood = x * torch.log(probability) + (1 - x) * torch.log(1 - probability)
    return log_likelihood.sum(dim=1) - gaussian_kl(mu, logvar)
