# /// wrong answer
# check = "test_recolour_values"
# kind = "wrong_value"
# hint.en = "You take the first difference for that of red. Here blue comes first."
# hint.es = "Tomas la primera diferencia por la del rojo. Aquí la del azul va primero."
# ///
"""Red first."""


def recolour(grey: Tensor, chroma: Tensor) -> Tensor:
    red_difference, blue_difference = chroma.split(1, dim=1)
    green_difference = -(RED * red_difference + BLUE * blue_difference) / GREEN
    return grey + torch.cat([red_difference, green_difference, blue_difference], dim=1)
