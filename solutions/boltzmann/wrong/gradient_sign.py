# /// wrong answer
# check = "test_gradient_values"
# kind = "wrong_value"
# hint.en = """
# Your gradient points the other way: it strengthens what the model dreams too often already. It
# is data less model."""
# hint.es = """
# Tu gradiente apunta al revés: refuerza lo que el modelo ya sueña de más. Es datos menos
# modelo."""
# ///
"""Model less data."""


def log_likelihood_gradient(v: Tensor, W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    states = all_states(len(b), b)
    p, _ = exact_distribution(W, b)
    dW = states.T @ (p[:, None] * states) - v.T @ v / len(v)
    dW.fill_diagonal_(0)
    return dW, p @ states - v.mean(dim=0)
