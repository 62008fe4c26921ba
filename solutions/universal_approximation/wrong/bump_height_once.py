# /// wrong answer
# check = "test_bump_values"
# kind = "wrong_value"
# hint.en = """
# The step up has the height h, the step down has the height 1: behind t the bump does not come back
# to zero."""
# hint.es = """
# El escalón de subida tiene altura h y el de bajada altura 1: detrás de t la meseta no vuelve a
# cero."""
# ///
"""Only the first step has the height h."""


def bump(x: Tensor, s: float, t: float, h: float, w: float) -> Tensor:
    return h * step(x, s, w) - step(x, t, w)
