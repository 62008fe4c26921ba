# /// wrong answer
# check = "test_colours_values"
# kind = "wrong_value"
# hint.en = """
# You put the mean of the first person back on: the deviation is the other's, but the colours
# are still the first person's."""
# hint.es = """
# Vuelves a sumar la media de la primera persona: la desviación es de la otra, pero los colores
# siguen siendo de la primera."""
# ///
"""The own mean is put back."""


def match_colours(
    x: Tensor, mean_from: Tensor, std_from: Tensor, mean_to: Tensor, std_to: Tensor
) -> Tensor:
    return (x - mean_from) / std_from * std_to + mean_from
