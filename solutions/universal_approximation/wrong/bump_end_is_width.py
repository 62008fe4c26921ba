# /// wrong answer
# check = "test_bump_values"
# kind = "wrong_value"
# hint.en = "t is the place where the bump ends. You take it for its width, and end at s + t."
# hint.es = "t es el lugar donde termina la meseta. Tú la tomas por su ancho, y terminas en s + t."
# ///
"""t is taken for the width."""


def bump(x: Tensor, s: float, t: float, h: float, w: float) -> Tensor:
    return h * (step(x, s, w) - step(x, s + t, w))
