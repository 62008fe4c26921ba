# /// wrong answer
# check = "test_temperature_values"
# kind = "wrong_value"
# hint.en = "You multiply the logarithms by τ: a small τ makes your choice bolder."
# hint.es = "Multiplicas los logaritmos por τ: con un τ pequeño tu elección se vuelve más atrevida."
# ///
"""Logarithms are multiplied by τ."""


def with_temperature(params: dict[str, Tensor], tau: float) -> dict[str, Tensor]:
    return {
        "pi": torch.softmax(params["pi"].log() * tau, dim=-1),
        "mu": params["mu"],
        "sigma": params["sigma"] * math.sqrt(tau),
        "rho": params["rho"],
        "pen": torch.softmax(params["pen"].log() * tau, dim=-1),
    }
