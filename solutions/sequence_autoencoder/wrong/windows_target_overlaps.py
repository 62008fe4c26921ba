# /// wrong answer
# check = "test_windows"
# kind = "wrong_value"
# hint.en = "The future starts after the window; yours repeats its last number."
# hint.es = "El futuro empieza después de la ventana; el tuyo repite su último número."
# ///
"""The future begins with the last number of the window."""


def windows(series: Tensor, length: int, horizon: int) -> tuple[Tensor, Tensor]:
    both = series.unfold(0, length + horizon, 1).clone()
    return both[:, :length], both[:, length - 1 : -1]
