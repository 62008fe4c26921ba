# /// wrong answer
# check = "test_psnr_values"
# kind = "wrong_value"
# hint.en = """
# The error is squared, and so must the peak be: peak² / error is a ratio of like to like."""
# hint.es = """
# El error está al cuadrado, y el pico también debe estarlo: peak² / error compara cosas
# iguales."""
# ///
"""The peak is not squared."""


def psnr(x: Tensor, y: Tensor, peak: float = 1.0) -> float:
    error = ((x.to(torch.float64) - y.to(torch.float64)) ** 2).mean().item()
    return math.inf if error == 0 else 10 * math.log10(peak / error)
