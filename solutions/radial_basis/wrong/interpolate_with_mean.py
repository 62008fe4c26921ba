# /// wrong answer
# check = "test_interpolate"
# kind = "wrong_value"
# hint.en = """
# You take the mean of y off first. There is no bias here to put it back: the bumps alone have to
# pass through the targets."""
# hint.es = """
# Primero restas la media de y. Aquí no hay un sesgo que la devuelva: las campanas solas deben pasar
# por los objetivos."""
# ///
"""The mean of y is taken off first."""


def interpolate(X: Tensor, y: Tensor, sigma: float) -> Tensor:
    return torch.linalg.solve(rbf_features(X, X, sigma), y - y.mean(dim=0))
