# /// wrong answer
# check = "test_windows"
# kind = "wrong_shape"
# hint.en = """
# y has one number for each window; it should have all horizon numbers that come after it."""
# hint.es = """
# y tiene un solo número por ventana; debería tener los horizon números que vienen después."""
# ///
"""The horizon is one number that far away."""


def windows(series: Tensor, length: int, horizon: int) -> tuple[Tensor, Tensor]:
    both = series.unfold(0, length + horizon, 1).clone()
    return both[:, :length], both[:, -1:]
