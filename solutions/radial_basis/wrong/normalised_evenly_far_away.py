# /// wrong answer
# check = "test_normalised_far_away"
# kind = "wrong_value"
# hint.en = """
# Where all features underflow you give every bump the same share. They are not equal: one falls
# less than the others. Look at the exponents, before the exponential."""
# hint.es = """
# Donde todas las características se redondean a 0 das a cada campana la misma parte. No son
# iguales: una baja menos que las demás. Mira los exponentes, antes de la exponencial."""
# ///
"""Where the sum is 0, all get the same share."""


def normalised_features(X: Tensor, C: Tensor, sigma: float | Tensor) -> Tensor:
    features = rbf_features(X, C, sigma)
    total = features.sum(dim=1, keepdim=True)
    return torch.where(total > 0, features / total.clamp(min=1e-300), 1 / len(C))
