# /// wrong answer
# check = "test_temperature_low"
# kind = "not_finite"
# hint.en = """
# Powers of probabilities underflow at low temperatures, and 0 / 0 is no number: stay with
# logarithms."""
# hint.es = """
# Las potencias de probabilidades se anulan con temperaturas bajas, y 0 / 0 no es un número: sigue
# con logaritmos."""
# ///
"""Powers of probabilities underflow."""


def powers(p: Tensor, tau: float) -> Tensor:
    powered = p ** (1 / tau)
    return powered / powered.sum(dim=-1, keepdim=True)


def with_temperature(params: dict[str, Tensor], tau: float) -> dict[str, Tensor]:
    return {
        "pi": powers(params["pi"], tau),
        "mu": params["mu"],
        "sigma": params["sigma"] * math.sqrt(tau),
        "rho": params["rho"],
        "pen": powers(params["pen"], tau),
    }
