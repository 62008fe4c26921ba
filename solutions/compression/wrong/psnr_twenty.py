# /// wrong answer
# check = "test_psnr_values"
# kind = "wrong_value"
# hint.en = """
# 20 belongs to the logarithm of an amplitude. The mean squared error is a power already: 10."""
# hint.es = """
# El 20 va con el logaritmo de una amplitud. El error cuadrático medio ya es una potencia: 10."""
# ///
"""20 in place of 10."""


def psnr(x: Tensor, y: Tensor, peak: float = 1.0) -> float:
    error = ((x.to(torch.float64) - y.to(torch.float64)) ** 2).mean().item()
    return math.inf if error == 0 else 20 * math.log10(peak**2 / error)
