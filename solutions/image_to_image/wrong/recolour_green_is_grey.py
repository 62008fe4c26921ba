# /// wrong answer
# check = "test_recolour_values"
# kind = "wrong_value"
# hint.en = """
# You take the brightness for green. But brightness is made of all three: what is left of it for
# green?"""
# hint.es = """
# Tomas el brillo por el verde. Pero el brillo está hecho de los tres: ¿qué queda de él para el
# verde?"""
# ///
"""Green is left at the brightness."""


def recolour(grey: Tensor, chroma: Tensor) -> Tensor:
    blue_difference, red_difference = chroma.split(1, dim=1)
    return grey + torch.cat([red_difference, 0 * red_difference, blue_difference], dim=1)
