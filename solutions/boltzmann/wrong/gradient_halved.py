# /// wrong answer
# check = "test_gradient_values"
# kind = "wrong_value"
# hint.en = """
# This is the derivative of ½ vᵀWv with respect to one entry of W, as if W[i, j] and W[j, i]
# could differ. A pair has one weight, in two places: its derivative is twice as large."""
# hint.es = """
# Esto es la derivada de ½ vᵀWv respecto a una casilla de W, como si W[i, j] y W[j, i] pudieran
# diferir. Una pareja tiene un solo peso, en dos lugares: su derivada es el doble."""
# ///
"""Half of the pair's derivative."""


def log_likelihood_gradient(v: Tensor, W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    states = all_states(len(b), b)
    p, _ = exact_distribution(W, b)
    dW = (v.T @ v / len(v) - states.T @ (p[:, None] * states)) / 2
    dW.fill_diagonal_(0)
    return dW, v.mean(dim=0) - p @ states
