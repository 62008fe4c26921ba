# /// wrong answer
# check = "test_windows"
# kind = "wrong_shape"
# hint.en = "A window starts at every number of the series: yours jump by a whole window."
# hint.es = "En cada número de la serie empieza una ventana: las tuyas saltan una ventana entera."
# ///
"""Windows one after the other."""


def windows(series: Tensor, length: int, horizon: int) -> tuple[Tensor, Tensor]:
    both = series.unfold(0, length + horizon, length).clone()
    return both[:, :length], both[:, length:]
