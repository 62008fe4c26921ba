# /// wrong answer
# check = "test_elbo_values"
# kind = "wrong_value"
# hint.en = """
# You average the log-likelihood over the pixels. Against that the divergence is D times too heavy,
# and the code collapses to the prior. Pixels are independent: their logarithms add up."""
# hint.es = """
# Promedias la log-verosimilitud sobre los píxeles. Frente a eso la divergencia pesa D veces de más,
# y el código se derrumba hacia la distribución previa. Los píxeles son independientes: sus
# logaritmos se suman."""
# ///


def elbo(x: Tensor, logits: Tensor, mu: Tensor, logvar: Tensor) -> Tensor:
    log_likelihood = (x * logits - nn.functional.softplus(logits)).mean(dim=1)
    return log_likelihood - gaussian_kl(mu, logvar)
