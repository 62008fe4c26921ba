# /// wrong answer
# check = "test_psnr_values"
# kind = "wrong_value"
# hint.en = """
# You average the decibels of the images. Average the squared errors of all of them first, then
# take one logarithm."""
# hint.es = """
# Promedias los decibelios de las imágenes. Promedia primero los errores cuadráticos de todas, y
# toma después un solo logaritmo."""
# ///
"""The mean of decibels."""


def psnr(x: Tensor, y: Tensor, peak: float = 1.0) -> float:
    squares = (x.to(torch.float64) - y.to(torch.float64)) ** 2
    errors = squares.reshape(len(squares), -1).mean(1)
    return (10 * torch.log10(peak**2 / errors)).mean().item()
