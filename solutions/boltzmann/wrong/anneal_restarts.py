# /// wrong answer
# check = "test_anneal_values"
# kind = "wrong_value"
# hint.en = """
# Each of your sweeps starts from the first v. A sweep goes on from where the one before it
# ended."""
# hint.es = """
# Cada una de tus pasadas parte del primer v. Una pasada sigue desde donde acabó la anterior."""
# ///
"""Every sweep starts from the first state."""


def anneal(
    v: Tensor, W: Tensor, b: Tensor, u: Tensor, temperatures: Tensor
) -> tuple[Tensor, Tensor]:
    energies = []
    for uniforms, temperature in zip(u, temperatures, strict=True):
        state = gibbs_sweep(v, W, b, uniforms, float(temperature))
        energies.append(energy(state, W, b))
    return state, torch.stack(energies)
