# /// wrong answer
# check = "test_bump_values"
# kind = "wrong_value"
# hint.en = """
# Your second step goes down, but from h to 0 instead of from 0 to -h, so that everything is too
# high by h. Which output weight does it have?"""
# hint.es = """
# Tu segundo escalón baja, pero de h a 0 en vez de 0 a -h, así que todo queda demasiado alto, por h.
# ¿Qué peso de salida tiene?"""
# ///
"""The second step has the weight -w and the height h."""


def bump(x: Tensor, s: float, t: float, h: float, w: float) -> Tensor:
    return h * (step(x, s, w) + step(x, t, -w))
