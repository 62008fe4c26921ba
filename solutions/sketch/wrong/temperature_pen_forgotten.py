# /// wrong answer
# check = "test_temperature_values"
# kind = "wrong_value"
# hint.en = "The temperature does not reach the pen."
# hint.es = "La temperatura no llega al lápiz."
# ///
"""The pen keeps its probabilities."""


def with_temperature(params: dict[str, Tensor], tau: float) -> dict[str, Tensor]:
    return {
        "pi": torch.softmax(params["pi"].log() / tau, dim=-1),
        "mu": params["mu"],
        "sigma": params["sigma"] * math.sqrt(tau),
        "rho": params["rho"],
        "pen": params["pen"],
    }
