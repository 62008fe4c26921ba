# /// wrong answer
# check = "test_spectrum_values"
# kind = "wrong_value"
# hint.en = """
# You add up the power on each ring. The outer rings have more members: take the mean."""
# hint.es = """
# Sumas la potencia de cada anillo. Los anillos de fuera tienen más miembros: toma la media."""
# ///
"""The sum over rings."""


def ring_spectrum(x: Tensor) -> Tensor:
    S = x.shape[-1]
    power = torch.fft.fft2(x, norm="ortho").abs() ** 2
    f = torch.fft.fftfreq(S, 1 / S, dtype=torch.float64).round()
    ring = (f[:, None] ** 2 + f**2).sqrt().round()
    return torch.stack([power[:, ring == k].sum(1) for k in range(S // 2 + 1)], dim=1)
