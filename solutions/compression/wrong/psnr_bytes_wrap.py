# /// wrong answer
# check = "test_psnr_odd"
# kind = "wrong_value"
# hint.en = """
# You subtract in uint8, where 3 - 5 is 254. Turn both into floating-point numbers before you
# subtract."""
# hint.es = """
# Restas en uint8, donde 3 - 5 es 254. Pasa ambas a punto flotante antes de restar."""
# ///
"""Differences of bytes wrap round."""


def psnr(x: Tensor, y: Tensor, peak: float = 1.0) -> float:
    error = ((x - y).to(torch.float64) ** 2).mean().item()
    return math.inf if error == 0 else 10 * math.log10(peak**2 / error)
