# /// wrong answer
# check = "test_reverse_values"
# kind = "wrong_value"
# hint.en = """
# The padding was turned round, too: a short sequence now begins with it. Each sequence has to be
# turned round within its own length."""
# hint.es = """
# También se invirtió el relleno: una secuencia corta ahora empieza con él. Cada secuencia se
# invierte dentro de su propia longitud."""
# ///
"""The whole time axis is turned round."""


def reverse_sequences(x: Tensor, lengths: Tensor) -> Tensor:
    return x.flip(1)
