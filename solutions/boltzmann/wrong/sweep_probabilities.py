# /// wrong answer
# check = "test_sweep_values"
# kind = "wrong_value"
# hint.en = """
# You put probabilities into the state. Units are 0 or 1, and their neighbours see them so."""
# hint.es = """
# Pones probabilidades en el estado. Las unidades son 0 o 1, y así las ven sus vecinas."""
# ///
"""The state holds probabilities."""


def gibbs_sweep(v: Tensor, W: Tensor, b: Tensor, u: Tensor, temperature: float = 1.0) -> Tensor:
    v = v.clone()
    for i in range(len(b)):
        v[:, i] = torch.sigmoid((v @ W[:, i] + b[i]) / temperature)
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
