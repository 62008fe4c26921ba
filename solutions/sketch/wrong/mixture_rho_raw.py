# /// wrong answer
# check = "test_mixture_values"
# kind = "wrong_value"
# hint.en = """
# Your correlations are the raw numbers, and can lie outside of (-1, 1): tanh makes them legal."""
# hint.es = """
# Tus correlaciones son los números tal cual, y pueden salir de (-1, 1): tanh las hace válidas."""
# ///
"""Correlations are the raw numbers."""


def mixture_parameters(raw: Tensor) -> dict[str, Tensor]:
    M = (raw.shape[-1] - 3) // 6
    pi, mx, my, sx, sy, rho, pen = raw.split([M] * 6 + [3], dim=-1)
    return {
        "pi": pi.softmax(dim=-1),
        "mu": torch.stack([mx, my], dim=-1),
        "sigma": torch.stack([sx, sy], dim=-1).exp(),
        "rho": rho * 1.0,
        "pen": pen.softmax(dim=-1),
    }
