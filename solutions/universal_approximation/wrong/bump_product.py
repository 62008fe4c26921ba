# /// wrong answer
# check = "test_bump_values"
# kind = "wrong_value"
# hint.en = """
# You multiply a rising step by a falling one. A layer of a network can only add its units up, each
# with an output weight: h and -h."""
# hint.es = """
# Multiplicas un escalón que sube por uno que baja. Una capa de una red solo puede sumar sus
# unidades, cada una con un peso de salida: h y -h."""
# ///
"""A rising step times a falling one."""


def bump(x: Tensor, s: float, t: float, h: float, w: float) -> Tensor:
    return h * step(x, s, w) * step(x, t, -w)
