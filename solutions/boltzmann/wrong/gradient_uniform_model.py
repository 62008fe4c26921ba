# /// wrong answer
# check = "test_gradient_values"
# kind = "wrong_value"
# hint.en = """
# You average over all states as if they were equally probable. The model's average weighs each
# with its p."""
# hint.es = """
# Promedias sobre todos los estados como si fueran igual de probables. El promedio del modelo
# pondera cada uno con su p."""
# ///
"""All states weigh the same."""


def log_likelihood_gradient(v: Tensor, W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    states = all_states(len(b), b)
    dW = v.T @ v / len(v) - states.T @ states / len(states)
    dW.fill_diagonal_(0)
    return dW, v.mean(dim=0) - states.mean(dim=0)
