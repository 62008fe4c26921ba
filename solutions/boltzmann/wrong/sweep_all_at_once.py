# /// wrong answer
# check = "test_sweep_values"
# kind = "wrong_value"
# hint.en = """
# You draw all units at once, from the old state. Neighbours must be seen as they are now: in
# each visit the units before it are new already. All at once, two units that like each other
# can swap for ever."""
# hint.es = """
# Sorteas todas las unidades a la vez, a partir del estado antiguo. A los vecinos hay que verlos
# como están ahora: en cada visita, las unidades anteriores ya son nuevas. Todas a la vez, dos
# unidades que se atraen pueden intercambiarse para siempre."""
# ///
"""All units are drawn at once."""


def gibbs_sweep(v: Tensor, W: Tensor, b: Tensor, u: Tensor, temperature: float = 1.0) -> Tensor:
    p = torch.sigmoid((v @ W + b) / temperature)
    return (u < p).to(v.dtype)


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
