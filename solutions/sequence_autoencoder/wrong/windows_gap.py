# /// wrong answer
# check = "test_windows"
# kind = "wrong_value"
# hint.en = "There is a number between the window and your future: it comes right after."
# hint.es = "Entre la ventana y tu futuro falta un número: viene justo después."
# ///
"""A number is left out between past and future."""


def windows(series: Tensor, length: int, horizon: int) -> tuple[Tensor, Tensor]:
    series = torch.cat([series, series[:1]])
    both = series.unfold(0, length + horizon + 1, 1).clone()
    return both[:, :length], both[:, length + 1 :]
