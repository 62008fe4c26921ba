# /// wrong answer
# check = "test_sweep_values"
# kind = "wrong_value"
# hint.en = """
# You visit the last unit first. The order asked for is 0, 1, …, D - 1."""
# hint.es = """
# Visitas primero la última unidad. El orden que se pide es 0, 1, …, D - 1."""
# ///
"""From the last unit to the first."""


def gibbs_sweep(v: Tensor, W: Tensor, b: Tensor, u: Tensor, temperature: float = 1.0) -> Tensor:
    v = v.clone()
    for i in reversed(range(len(b))):
        p = torch.sigmoid((v @ W[:, i] + b[i]) / temperature)
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
