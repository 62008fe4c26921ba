# /// wrong answer
# check = "test_temperature_values"
# kind = "wrong_value"
# hint.en = "The temperature does not reach the widths."
# hint.es = "La temperatura no llega a las anchuras."
# ///
"""The widths stay."""


def with_temperature(params: dict[str, Tensor], tau: float) -> dict[str, Tensor]:
    return {
        "pi": torch.softmax(params["pi"].log() / tau, dim=-1),
        "mu": params["mu"],
        "sigma": params["sigma"],
        "rho": params["rho"],
        "pen": torch.softmax(params["pen"].log() / tau, dim=-1),
    }
