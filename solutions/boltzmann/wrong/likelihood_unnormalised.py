# /// wrong answer
# check = "test_likelihood_values"
# kind = "wrong_value"
# hint.en = """
# This is -F(v), without ln Z: probabilities that add up to anything."""
# hint.es = """
# Esto es -F(v), sin ln Z: probabilidades que suman cualquier cosa."""
# ///
"""ln Z is missing."""


def rbm_log_likelihood(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    return -free_energy(v, W, b, c)
