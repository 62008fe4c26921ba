# /// wrong answer
# check = "test_interpolate"
# kind = "wrong_value"
# hint.en = """
# You add 0.001 to the diagonal, and the sum of bumps misses the targets. An interpolation passes
# through all of them."""
# hint.es = """
# Sumas 0.001 a la diagonal, y la suma de campanas no pasa por los objetivos. Una interpolación pasa
# por todos."""
# ///
"""A penalty on the diagonal."""


def interpolate(X: Tensor, y: Tensor, sigma: float) -> Tensor:
    return torch.linalg.solve(
        rbf_features(X, X, sigma) + 1e-3 * torch.eye(len(X), dtype=X.dtype), y
    )
