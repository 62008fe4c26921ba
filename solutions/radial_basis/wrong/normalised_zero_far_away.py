# /// wrong answer
# check = "test_normalised_far_away"
# kind = "wrong_value"
# hint.en = """
# A tiny number added to the sum avoids 0/0, and leaves rows of zeros: far away they still have to
# add up to 1. Take out the largest exponent before the exponential."""
# hint.es = """
# Un número diminuto sumado evita el 0/0 y deja filas de ceros: lejos también deben sumar 1. Saca el
# mayor exponente antes de la exponencial."""
# ///
"""A tiny number in the divisor makes it 0 far away."""


def normalised_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    features = rbf_features(X, C, sigma)
    return features / (features.sum(dim=1, keepdim=True) + 1e-300)
