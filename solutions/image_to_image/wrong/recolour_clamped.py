# /// wrong answer
# check = "test_recolour_values"
# kind = "wrong_value"
# hint.en = "Something is cut off at 0 or 1. Then the brightness is no longer what it was."
# hint.es = "Algo se recorta en 0 o en 1. El brillo ya no es entonces el que era."
# ///
"""Cut off at 0 and 1."""


def recolour(grey: Tensor, chroma: Tensor) -> Tensor:
    blue_difference, red_difference = chroma.split(1, dim=1)
    green_difference = -(RED * red_difference + BLUE * blue_difference) / GREEN
    colours = torch.cat([red_difference, green_difference, blue_difference], dim=1)
    return (grey + colours).clamp(0, 1)
