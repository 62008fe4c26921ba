# /// wrong answer
# check = "test_temperature_values"
# kind = "wrong_value"
# hint.en = "τ multiplies the variance; you multiplied the width."
# hint.es = "τ multiplica la varianza; tú multiplicaste la anchura."
# ///
"""The width is multiplied by τ."""


def with_temperature(params: dict[str, Tensor], tau: float) -> dict[str, Tensor]:
    return {
        "pi": torch.softmax(params["pi"].log() / tau, dim=-1),
        "mu": params["mu"],
        "sigma": params["sigma"] * tau,
        "rho": params["rho"],
        "pen": torch.softmax(params["pen"].log() / tau, dim=-1),
    }
