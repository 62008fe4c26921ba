# /// wrong answer
# check = "test_standardise_sizes"
# kind = "wrong_value"
# hint.en = """
# The mean of the squares less the square of the mean loses all digits far from zero. Square the
# differences from the mean."""
# hint.es = """
# La media de los cuadrados menos el cuadrado de la media pierde todas las cifras lejos de cero.
# Eleva al cuadrado las diferencias con la media."""
# ///
"""E[x²] - E[x]²."""


def standardise(train: Tensor, series: Tensor) -> Tensor:
    return (series - train.mean()) / (train.square().mean() - train.mean().square()).sqrt()
