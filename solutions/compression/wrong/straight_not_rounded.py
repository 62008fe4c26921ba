# /// wrong answer
# check = "test_straight_through_values"
# kind = "wrong_value"
# hint.en = """
# What goes forwards is not rounded: you give u itself. The decoder must see what can be written
# down, the levels alone."""
# hint.es = """
# Lo que va hacia adelante no está redondeado: das el propio u. El decodificador debe ver lo que
# se puede escribir, solo los niveles."""
# ///
"""Rounds nothing."""


def straight_through(u: Tensor, levels: int) -> Tensor:
    return u.clamp(0, 1)
