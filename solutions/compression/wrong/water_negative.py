# /// wrong answer
# check = "test_water_values"
# kind = "wrong_value"
# hint.en = """
# Some of your bits are negative: you share the distortion out equally, also to those whose
# variance is less than their share. What lies under the water gets no bits, and gives back what
# it does not need."""
# hint.es = """
# Algunos de tus bits son negativos: repartes la distorsión por igual, también a las que tienen
# menos varianza que su parte. Lo que queda bajo el agua no recibe bits, y devuelve lo que no
# necesita."""
# ///
"""Negative bits."""


def reverse_water_filling(variances: Tensor, distortion: float) -> Tensor:
    return torch.log2(variances * len(variances) / distortion) / 2
