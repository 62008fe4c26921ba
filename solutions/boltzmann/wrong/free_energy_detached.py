# /// wrong answer
# check = "test_free_energy_gradients"
# kind = "no_gradient"
# hint.en = """
# Your free energy takes a detour (numpy, detach, item or no_grad) on which gradients are lost."""
# hint.es = """
# Tu energía libre da un rodeo (numpy, detach, item o no_grad) en el que se pierden los
# gradientes."""
# ///
"""No gradient goes through."""


def free_energy(v: Tensor, W: Tensor, b: Tensor, c: Tensor) -> Tensor:
    with torch.no_grad():
        return -(v @ b) - F.softplus(v @ W + c).sum(dim=1)
