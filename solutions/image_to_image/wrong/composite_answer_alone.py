# /// wrong answer
# check = "test_composite_values"
# kind = "wrong_value"
# hint.en = """
# This is what the network answered, with its small errors everywhere. Outside of the hole the
# true pixels are known."""
# hint.es = """
# Esto es lo que respondió la red, con sus pequeños errores por todas partes. Fuera del hueco se
# conocen los píxeles verdaderos."""
# ///
"""The answer as it is."""


def composite(x: Tensor, m: Tensor, y: Tensor) -> Tensor:
    return y.clone()
