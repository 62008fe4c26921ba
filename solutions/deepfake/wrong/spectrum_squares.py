# /// wrong answer
# check = "test_spectrum_values"
# kind = "wrong_value"
# hint.en = """
# Your rings are squares: you take the larger of |u| and |v|. The radius is √(u² + v²)."""
# hint.es = """
# Tus anillos son cuadrados: tomas el mayor de |u| y |v|. El radio es √(u² + v²)."""
# ///
"""The larger of both frequencies."""


def ring_spectrum(x: Tensor) -> Tensor:
    S = x.shape[-1]
    power = torch.fft.fft2(x, norm="ortho").abs() ** 2
    f = torch.fft.fftfreq(S, 1 / S, dtype=torch.float64).round()
    ring = torch.maximum(f[:, None].abs(), f.abs())
    return torch.stack([power[:, ring == k].mean(1) for k in range(S // 2 + 1)], dim=1)
