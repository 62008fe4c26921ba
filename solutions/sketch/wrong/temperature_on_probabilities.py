# /// wrong answer
# check = "test_temperature_values"
# kind = "wrong_value"
# hint.en = "You divide the probabilities by τ; their logarithms are what is divided."
# hint.es = "Divides entre τ las probabilidades; lo que se divide son sus logaritmos."
# ///
"""Probabilities are divided by τ, not their logarithms."""


def with_temperature(params: dict[str, Tensor], tau: float) -> dict[str, Tensor]:
    return {
        "pi": torch.softmax(params["pi"] / tau, dim=-1),
        "mu": params["mu"],
        "sigma": params["sigma"] * math.sqrt(tau),
        "rho": params["rho"],
        "pen": torch.softmax(params["pen"] / tau, dim=-1),
    }
