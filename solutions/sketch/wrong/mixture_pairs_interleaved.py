# /// wrong answer
# check = "test_mixture_values"
# kind = "wrong_value"
# hint.en = """
# You read μx and μy (and the widths) in pairs, Gaussian by Gaussian; in the row stand all μx and
# then all μy."""
# hint.es = """
# Lees μx y μy (y las anchuras) por pares, gaussiana por gaussiana; en la fila están todas las μx
# y luego todas las μy."""
# ///
"""Centres and widths are read in pairs."""


def mixture_parameters(raw: Tensor) -> dict[str, Tensor]:
    M = (raw.shape[-1] - 3) // 6
    pi, mx, my, sx, sy, rho, pen = raw.split([M] * 6 + [3], dim=-1)
    return {
        "pi": pi.softmax(dim=-1),
        "mu": torch.cat([mx, my], dim=-1).unflatten(-1, (M, 2)),
        "sigma": torch.cat([sx, sy], dim=-1).unflatten(-1, (M, 2)).exp(),
        "rho": rho.tanh(),
        "pen": pen.softmax(dim=-1),
    }
