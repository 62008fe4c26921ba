# /// wrong answer
# check = "test_pool_values"
# kind = "wrong_value"
# hint.en = """
# Nothing of what you return is below 0. Where a whole window is negative, its largest entry is
# negative, too."""
# hint.es = """
# Nada de lo que devuelves es menor que 0. Donde toda una ventana es negativa, su mayor entrada
# también lo es."""
# ///
"""The largest so far begins at 0."""


def max_pool2d(x: Tensor, size: int, stride: int) -> Tensor:
    return x.unfold(2, size, stride).unfold(3, size, stride).flatten(4).amax(dim=4).clamp(min=0)
