# /// wrong answer
# check = "test_colours_values"
# kind = "wrong_value"
# hint.en = """
# You measure mean and deviation on the pictures you were given. Those of the person are
# arguments: a single smile must not change them."""
# hint.es = """
# Mides la media y la desviación en las imágenes recibidas. Las de la persona son argumentos:
# una sola sonrisa no debe cambiarlas."""
# ///
"""Statistics of x itself."""


def match_colours(
    x: Tensor, mean_from: Tensor, std_from: Tensor, mean_to: Tensor, std_to: Tensor
) -> Tensor:
    own = (x - x.mean(0)) / x.std(0, correction=0).clamp(min=1e-9)
    return own * std_to + mean_to
