# /// wrong answer
# check = "test_sweep_values"
# kind = "wrong_value"
# hint.en = """
# You set a unit to 1 where p > ½. A probability is no decision: the uniform number decides, or
# the machine never leaves its valley."""
# hint.es = """
# Pones una unidad a 1 donde p > ½. Una probabilidad no es una decisión: decide el número
# uniforme, o la máquina nunca sale de su valle."""
# ///
"""1 where p > ½."""


def gibbs_sweep(v: Tensor, W: Tensor, b: Tensor, u: Tensor, temperature: float = 1.0) -> Tensor:
    v = v.clone()
    for i in range(len(b)):
        p = torch.sigmoid((v @ W[:, i] + b[i]) / temperature)
        v[:, i] = (p > 0.5).to(v.dtype)
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
