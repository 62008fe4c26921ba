# /// wrong answer
# check = "test_energy_values"
# kind = "wrong_value"
# hint.en = """
# This is the energy with the other sign. Two units that a positive weight joins are to have a
# low energy when both are on."""
# hint.es = """
# Esto es la energía con el signo contrario. Dos unidades que une un peso positivo deben tener
# poca energía cuando ambas están encendidas."""
# ///
"""The sign of the energy is the other one."""


def energy(v: Tensor, W: Tensor, b: Tensor) -> Tensor:
    return 0.5 * ((v @ W) * v).sum(dim=1) + v @ b


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
