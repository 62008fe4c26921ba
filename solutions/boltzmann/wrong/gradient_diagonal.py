# /// wrong answer
# check = "test_gradient_values"
# kind = "wrong_value"
# hint.en = """
# The diagonal of your dW is not zero. No unit is joined to itself: what would stand there is
# the bias's."""
# hint.es = """
# La diagonal de tu dW no es cero. Ninguna unidad está unida a sí misma: lo que estaría ahí es
# del sesgo."""
# ///
"""The diagonal is left in."""


def log_likelihood_gradient(v: Tensor, W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    states = all_states(len(b), b)
    p, _ = exact_distribution(W, b)
    dW = v.T @ v / len(v) - states.T @ (p[:, None] * states)
    return dW, v.mean(dim=0) - p @ states
