# /// wrong answer
# check = "test_mixture_values"
# kind = "wrong_value"
# hint.en = """
# The pen is in exactly one of three states: their probabilities add up to 1. Yours are three
# separate sigmoids."""
# hint.es = """
# El lápiz está en uno solo de tres estados: sus probabilidades suman 1. Las tuyas son tres
# sigmoides separadas."""
# ///
"""The pen has three sigmoids."""


def mixture_parameters(raw: Tensor) -> dict[str, Tensor]:
    M = (raw.shape[-1] - 3) // 6
    pi, mx, my, sx, sy, rho, pen = raw.split([M] * 6 + [3], dim=-1)
    return {
        "pi": pi.softmax(dim=-1),
        "mu": torch.stack([mx, my], dim=-1),
        "sigma": torch.stack([sx, sy], dim=-1).exp(),
        "rho": rho.tanh(),
        "pen": pen.sigmoid(),
    }
