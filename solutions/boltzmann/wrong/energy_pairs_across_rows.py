# /// wrong answer
# check = "test_energy_values"
# kind = "wrong_shape"
# hint.en = """
# v W vᵀ multiplies every row with every other row as well. Each state has an energy of its own:
# only the products of a row with itself are asked for, N numbers."""
# hint.es = """
# v W vᵀ multiplica también cada fila con todas las demás. Cada estado tiene su propia energía:
# se piden solo los productos de una fila consigo misma, N números."""
# ///
"""Rows are multiplied with each other."""


def energy(v: Tensor, W: Tensor, b: Tensor) -> Tensor:
    return -0.5 * (v @ W @ v.T) - v @ b


def right_energy(v: Tensor, W: Tensor, b: Tensor) -> Tensor:
    return -0.5 * ((v @ W) * v).sum(dim=1) - v @ b


def exact_distribution(W: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    minus_energies = -right_energy(all_states(len(b), b), W, b)
    log_Z = torch.logsumexp(minus_energies, dim=0)
    return torch.exp(minus_energies - log_Z), log_Z


def anneal(
    v: Tensor, W: Tensor, b: Tensor, u: Tensor, temperatures: Tensor
) -> tuple[Tensor, Tensor]:
    energies = []
    for uniforms, temperature in zip(u, temperatures, strict=True):
        v = gibbs_sweep(v, W, b, uniforms, float(temperature))
        energies.append(right_energy(v, W, b))
    return v, torch.stack(energies)
