# /// wrong answer
# check = "test_temperature_low"
# kind = "not_finite"
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
