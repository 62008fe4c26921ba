# /// wrong answer
# check = "test_sweep_temperature"
# kind = "wrong_value"
# hint.en = """
# You divide what comes from the neighbours by the temperature, and not the bias. The whole
# field is divided."""
# hint.es = """
# Divides entre la temperatura lo que llega de las vecinas, pero no el sesgo. Se divide el campo
# entero."""
# ///
"""The bias is not divided by the temperature."""


def gibbs_sweep(v: Tensor, W: Tensor, b: Tensor, u: Tensor, temperature: float = 1.0) -> Tensor:
    v = v.clone()
    for i in range(len(b)):
        p = torch.sigmoid(v @ W[:, i] / temperature + b[i])
        v[:, i] = (u[:, i] < p).to(v.dtype)
    return v


def right_sweep(v: Tensor, W: Tensor, b: Tensor, u: Tensor, temperature: float) -> Tensor:
    v = v.clone()
    for i in range(len(b)):
        p = torch.sigmoid((v @ W[:, i] + b[i]) / temperature)
        v[:, i] = (u[:, i] < p).to(v.dtype)
    return v


def anneal(
    v: Tensor, W: Tensor, b: Tensor, u: Tensor, temperatures: Tensor
) -> tuple[Tensor, Tensor]:
    energies = []
    for uniforms, temperature in zip(u, temperatures, strict=True):
        v = right_sweep(v, W, b, uniforms, float(temperature))
        energies.append(energy(v, W, b))
    return v, torch.stack(energies)
