# /// wrong answer
# check = "test_water_values"
# kind = "wrong_value"
# hint.en = """
# You share the distortion out equally and set negative bits to 0. But those under the water
# lose less than their share: what they leave over raises the water for the others, who need
# fewer bits then."""
# hint.es = """
# Repartes la distorsión por igual y pones en 0 los bits negativos. Pero las que quedan bajo el
# agua pierden menos que su parte: lo que dejan sube el nivel para las demás, que entonces
# necesitan menos bits."""
# ///
"""The water is not filled up."""


def reverse_water_filling(variances: Tensor, distortion: float) -> Tensor:
    return (torch.log2(variances * len(variances) / distortion) / 2).clamp(min=0)
