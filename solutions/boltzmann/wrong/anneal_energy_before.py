# /// wrong answer
# check = "test_anneal_values"
# kind = "wrong_value"
# hint.en = """
# You measure the energy before each sweep. Asked for is that after it."""
# hint.es = """
# Mides la energía antes de cada pasada. Se pide la de después."""
# ///
"""The energies are those before the sweeps."""


def anneal(
    v: Tensor, W: Tensor, b: Tensor, u: Tensor, temperatures: Tensor
) -> tuple[Tensor, Tensor]:
    energies = []
    for uniforms, temperature in zip(u, temperatures, strict=True):
        energies.append(energy(v, W, b))
        v = gibbs_sweep(v, W, b, uniforms, float(temperature))
    return v, torch.stack(energies)
