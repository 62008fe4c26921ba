# /// wrong answer
# check = "test_mixture_gradients"
# kind = "not_finite"
# ///
"""exp without the maximum taken off."""


def mixture_parameters(raw: Tensor) -> dict[str, Tensor]:
    M = (raw.shape[-1] - 3) // 6
    pi, mx, my, sx, sy, rho, pen = raw.split([M] * 6 + [3], dim=-1)
    return {
        "pi": pi.exp() / pi.exp().sum(dim=-1, keepdim=True),
        "mu": torch.stack([mx, my], dim=-1),
        "sigma": torch.stack([sx, sy], dim=-1).exp(),
        "rho": rho.tanh(),
        "pen": pen.softmax(dim=-1),
    }
