# /// wrong answer
# check = "test_spectrum_values"
# kind = "wrong_value"
# hint.en = """
# Your power is S² times too large: the transform is divided by S, so that its power is that of
# the pixels."""
# hint.es = """
# Tu potencia es S² veces demasiado grande: la transformada se divide entre S, y así su potencia
# es la de los píxeles."""
# ///
"""Without the division by S."""


def ring_spectrum(x: Tensor) -> Tensor:
    S = x.shape[-1]
    power = torch.fft.fft2(x).abs() ** 2
    f = torch.fft.fftfreq(S, 1 / S, dtype=torch.float64).round()
    ring = (f[:, None] ** 2 + f**2).sqrt().round()
    return torch.stack([power[:, ring == k].mean(1) for k in range(S // 2 + 1)], dim=1)
