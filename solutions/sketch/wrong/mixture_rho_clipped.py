# /// wrong answer
# check = "test_mixture_gradients"
# kind = "wrong_value"
# hint.en = "Your correlations are cut off near ±1: the statement takes tanh as it is."
# hint.es = "Tus correlaciones se recortan cerca de ±1: el enunciado toma la tanh tal cual."
# ///
"""Correlations are cut off at ±0.95."""


def mixture_parameters(raw: Tensor) -> dict[str, Tensor]:
    M = (raw.shape[-1] - 3) // 6
    pi, mx, my, sx, sy, rho, pen = raw.split([M] * 6 + [3], dim=-1)
    return {
        "pi": pi.softmax(dim=-1),
        "mu": torch.stack([mx, my], dim=-1),
        "sigma": torch.stack([sx, sy], dim=-1).exp(),
        "rho": rho.tanh().clamp(-0.999, 0.999),
        "pen": pen.softmax(dim=-1),
    }
