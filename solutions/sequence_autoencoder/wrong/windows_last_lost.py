# /// wrong answer
# check = "test_windows"
# kind = "wrong_shape"
# hint.en = "One window is missing at the end: n = L - length - horizon + 1."
# hint.es = "Falta una ventana al final: n = L - length - horizon + 1."
# ///
"""The last window is missing."""


def windows(series: Tensor, length: int, horizon: int) -> tuple[Tensor, Tensor]:
    both = series.unfold(0, length + horizon, 1).clone()
    return both[:-1, :length], both[:-1, length:]
