# /// wrong answer
# check = "test_spectrum_values"
# kind = "wrong_value"
# hint.en = """
# You take off the mean of the picture, so ring 0 is empty. Here it stays."""
# hint.es = """
# Restas la media de la imagen, y el anillo 0 queda vacío. Aquí se conserva."""
# ///
"""The mean is taken off."""


def ring_spectrum(x: Tensor) -> Tensor:
    S = x.shape[-1]
    power = torch.fft.fft2(x - x.mean((1, 2), keepdim=True), norm="ortho").abs() ** 2
    f = torch.fft.fftfreq(S, 1 / S, dtype=torch.float64).round()
    ring = (f[:, None] ** 2 + f**2).sqrt().round()
    return torch.stack([power[:, ring == k].mean(1) for k in range(S // 2 + 1)], dim=1)
