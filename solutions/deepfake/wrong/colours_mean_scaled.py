# /// wrong answer
# check = "test_colours_values"
# kind = "wrong_value"
# hint.en = """
# You divide before the mean is taken off: x / std − mean. The mean is in the units of the
# pictures."""
# hint.es = """
# Divides antes de restar la media: x / std − media. La media está en las unidades de las
# imágenes."""
# ///
"""Divided before the mean is taken off."""


def match_colours(
    x: Tensor, mean_from: Tensor, std_from: Tensor, mean_to: Tensor, std_to: Tensor
) -> Tensor:
    return (x / std_from - mean_from) * std_to + mean_to
