# /// wrong answer
# check = "test_elbo_values"
# kind = "wrong_value"
# hint.en = """
# Only lit pixels count in your likelihood. A dark pixel has a probability, too: the term with 1 - x
# is missing."""
# hint.es = """
# En tu verosimilitud solo cuentan los píxeles encendidos. Un píxel apagado también tiene una
# probabilidad: falta el término con 1 - x."""
# ///
"""The term of the dark pixels is missing."""


def elbo(x: Tensor, logits: Tensor, mu: Tensor, logvar: Tensor) -> Tensor:
    log_likelihood = (x * nn.functional.logsigmoid(logits)).sum(dim=1)
    return log_likelihood - gaussian_kl(mu, logvar)
