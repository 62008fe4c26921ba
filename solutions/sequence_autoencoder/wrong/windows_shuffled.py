# /// wrong answer
# check = "test_windows"
# kind = "wrong_value"
# hint.en = "Row i is not the window that begins at series[i]."
# hint.es = "La fila i no es la ventana que empieza en series[i]."
# ///
"""Windows from the last to the first."""


def windows(series: Tensor, length: int, horizon: int) -> tuple[Tensor, Tensor]:
    both = series.unfold(0, length + horizon, 1).flip(0)
    return both[:, :length], both[:, length:]
