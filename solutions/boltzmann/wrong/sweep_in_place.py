# /// wrong answer
# check = "test_sweep_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# You write into the v that you were handed, so that the caller's state changes too."""
# hint.es = """
# Escribes en el v que recibes, de modo que el estado de quien llama también cambia."""
# ///
"""The argument is overwritten."""


def gibbs_sweep(v: Tensor, W: Tensor, b: Tensor, u: Tensor, temperature: float = 1.0) -> Tensor:
    for i in range(len(b)):
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
