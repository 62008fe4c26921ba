# /// wrong answer
# check = "test_grey_values"
# kind = "wrong_value"
# hint.en = """
# This is the plain mean of the three colours. Eyes, and this formula, weigh green most."""
# hint.es = """
# Esto es la simple media de los tres colores. El ojo, y esta fórmula, dan más peso al verde."""
# ///
"""The plain mean."""


def to_grey(rgb: Tensor) -> Tensor:
    return rgb.mean(dim=1, keepdim=True)
