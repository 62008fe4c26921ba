# /// wrong answer
# check = "test_bump_values"
# kind = "wrong_value"
# hint.en = "This bump has height 1: h does not reach the result."
# hint.es = "Esta meseta tiene altura 1: h no llega al resultado."
# ///
"""The height is left out."""


def bump(x: Tensor, s: float, t: float, h: float, w: float) -> Tensor:
    return step(x, s, w) - step(x, t, w)
