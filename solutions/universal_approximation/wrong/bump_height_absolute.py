# /// wrong answer
# check = "test_bump_values"
# kind = "wrong_value"
# hint.en = "Where h is negative, the bump has to go down. Yours has the height |h|."
# hint.es = "Si h es negativa, la meseta tiene que ir hacia abajo. La tuya tiene la altura |h|."
# ///
"""The height is taken without its sign."""


def bump(x: Tensor, s: float, t: float, h: float, w: float) -> Tensor:
    return abs(h) * (step(x, s, w) - step(x, t, w))
