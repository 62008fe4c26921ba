# /// wrong answer
# check = "test_spectrum_values"
# kind = "wrong_value"
# hint.en = """
# You count frequencies from 0 to S − 1. Those above S / 2 are negative ones: S − 1 is −1, a
# slow wave and not the fastest."""
# hint.es = """
# Cuentas las frecuencias de 0 a S − 1. Las mayores que S / 2 son negativas: S − 1 es −1, una
# onda lenta y no la más rápida."""
# ///
"""Frequencies from 0 to S − 1."""


def ring_spectrum(x: Tensor) -> Tensor:
    S = x.shape[-1]
    power = torch.fft.fft2(x, norm="ortho").abs() ** 2
    f = torch.arange(S, dtype=torch.float64)
    ring = (f[:, None] ** 2 + f**2).sqrt().round()
    return torch.stack([power[:, ring == k].mean(1) for k in range(S // 2 + 1)], dim=1)
