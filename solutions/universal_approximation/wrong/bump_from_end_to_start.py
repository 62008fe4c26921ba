# /// wrong answer
# check = "test_bump_values"
# kind = "wrong_value"
# hint.en = "Your bump is upside down: it falls at s and rises at t."
# hint.es = "Tu meseta está del revés: baja en s y sube en t."
# ///
"""The bump falls at s and rises at t."""


def bump(x: Tensor, s: float, t: float, h: float, w: float) -> Tensor:
    return h * (step(x, t, w) - step(x, s, w))
