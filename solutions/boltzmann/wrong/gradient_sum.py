# /// wrong answer
# check = "test_gradient_values"
# kind = "wrong_value"
# hint.en = """
# You add the data up in place of averaging them, so that they outweigh the model the more there
# are."""
# hint.es = """
# Sumas los datos en lugar de promediarlos, así que pesan más que el modelo cuantos más hay."""
# ///
"""The data are summed."""


def log_likelihood_gradient(v: Tensor, W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    states = all_states(len(b), b)
    p, _ = exact_distribution(W, b)
    dW = v.T @ v - states.T @ (p[:, None] * states)
    dW.fill_diagonal_(0)
    return dW, v.sum(dim=0) - p @ states
