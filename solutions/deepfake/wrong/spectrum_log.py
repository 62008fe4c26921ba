# /// wrong answer
# check = "test_spectrum_values"
# kind = "wrong_value"
# hint.en = """
# You return logarithms. The power itself is asked for."""
# hint.es = """
# Devuelves logaritmos. Se pide la potencia misma."""
# ///
"""Logarithms."""


def ring_spectrum(x: Tensor) -> Tensor:
    S = x.shape[-1]
    power = torch.fft.fft2(x, norm="ortho").abs() ** 2
    f = torch.fft.fftfreq(S, 1 / S, dtype=torch.float64).round()
    ring = (f[:, None] ** 2 + f**2).sqrt().round()
    return torch.stack([power[:, ring == k].mean(1) for k in range(S // 2 + 1)], dim=1).log1p()
