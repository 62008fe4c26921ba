# /// wrong answer
# check = "test_mixture_values"
# kind = "wrong_value"
# hint.en = "The statement makes widths with exp; yours are made with softplus."
# hint.es = "El enunciado obtiene las anchuras con exp; las tuyas salen de softplus."
# ///
"""Widths are made with softplus."""


def mixture_parameters(raw: Tensor) -> dict[str, Tensor]:
    M = (raw.shape[-1] - 3) // 6
    pi, mx, my, sx, sy, rho, pen = raw.split([M] * 6 + [3], dim=-1)
    return {
        "pi": pi.softmax(dim=-1),
        "mu": torch.stack([mx, my], dim=-1),
        "sigma": nn.functional.softplus(torch.stack([sx, sy], dim=-1)),
        "rho": rho.tanh(),
        "pen": pen.softmax(dim=-1),
    }
