# /// wrong answer
# check = "test_mixture_values"
# kind = "wrong_value"
# hint.en = """
# Your widths are the raw numbers, and can be negative: they are the logarithms of the widths."""
# hint.es = """
# Tus anchuras son los números tal cual, y pueden ser negativas: son los logaritmos de las
# anchuras."""
# ///
"""Widths are the raw numbers."""


def mixture_parameters(raw: Tensor) -> dict[str, Tensor]:
    M = (raw.shape[-1] - 3) // 6
    pi, mx, my, sx, sy, rho, pen = raw.split([M] * 6 + [3], dim=-1)
    return {
        "pi": pi.softmax(dim=-1),
        "mu": torch.stack([mx, my], dim=-1),
        "sigma": torch.stack([sx, sy], dim=-1),
        "rho": rho.tanh(),
        "pen": pen.softmax(dim=-1),
    }
