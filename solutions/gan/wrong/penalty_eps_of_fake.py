# /// wrong answer
# check = "test_penalty_network"
# kind = "wrong_value"
# hint.en = "Your points lie on the right lines, mirrored: eps is the share of the real data."
# hint.es = """
# Tus puntos están en las rectas correctas, pero reflejados: eps es la parte de los datos reales."""
# ///
"""eps is taken for the share of fake data."""


def gradient_penalty(
    critic: Callable[[Tensor], Tensor], real: Tensor, fake: Tensor, eps: Tensor
) -> Tensor:
    eps = eps.reshape(-1, *[1] * (real.dim() - 1))
    between = (eps * fake + (1 - eps) * real).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    # vector_norm has the derivative 0 at 0, where that of a square root is infinite.
    norms = torch.linalg.vector_norm(gradient.flatten(1), dim=1)
    return ((norms - 1) ** 2).mean()
