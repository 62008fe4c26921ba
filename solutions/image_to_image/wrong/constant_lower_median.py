# /// wrong answer
# check = "test_constant_absolute"
# kind = "wrong_value"
# hint.en = """
# For an even number of pictures this is the lower one of the two in the middle, as torch.median
# has it. Their mean is asked for."""
# hint.es = """
# Con un número par de imágenes esto es el menor de los dos valores del medio, como lo da
# torch.median. Se pide la media de los dos."""
# ///
"""torch.median."""


def best_constant(y: Tensor, p: int) -> Tensor:
    return y.mean(dim=0) if p == 2 else y.median(dim=0).values
