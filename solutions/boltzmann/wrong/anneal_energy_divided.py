# /// wrong answer
# check = "test_anneal_values"
# kind = "wrong_value"
# hint.en = """
# You divide the energies by the temperature. What the temperature divides are the fields of the
# draws; the energy is that of the formula."""
# hint.es = """
# Divides las energías entre la temperatura. Lo que la temperatura divide son los campos de los
# sorteos; la energía es la de la fórmula."""
# ///
"""The energies are divided by the temperature."""


def anneal(
    v: Tensor, W: Tensor, b: Tensor, u: Tensor, temperatures: Tensor
) -> tuple[Tensor, Tensor]:
    energies = []
    for uniforms, temperature in zip(u, temperatures, strict=True):
        v = gibbs_sweep(v, W, b, uniforms, float(temperature))
        energies.append(energy(v, W, b) / temperature)
    return v, torch.stack(energies)
