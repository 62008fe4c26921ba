# /// wrong answer
# check = "test_colours_values"
# kind = "wrong_value"
# hint.en = """
# You cut the result to [0, 1]. Pictures need not lie there, standardised ones least of all."""
# hint.es = """
# Recortas el resultado a [0, 1]. Las imágenes no tienen por qué estar ahí, y menos si están
# estandarizadas."""
# ///
"""Cut to [0, 1]."""


def match_colours(
    x: Tensor, mean_from: Tensor, std_from: Tensor, mean_to: Tensor, std_to: Tensor
) -> Tensor:
    return ((x - mean_from) / std_from * std_to + mean_to).clamp(0, 1)
