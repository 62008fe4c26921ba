# /// wrong answer
# check = "test_penalty_network"
# kind = "wrong_value"
# hint.en = """
# You take the gradient at the fake data. For a straight critic that makes no difference; asked for
# are points between real and fake, eps of the way."""
# hint.es = """
# Tomas el gradiente en los datos falsos. Para un crítico recto da igual; se piden puntos entre lo
# real y lo falso, según eps."""
# ///
"""The penalty is taken at the fake data."""


def gradient_penalty(
    critic: Callable[[Tensor], Tensor], real: Tensor, fake: Tensor, eps: Tensor
) -> Tensor:
    eps = eps.reshape(-1, *[1] * (real.dim() - 1))
    between = fake.detach().clone().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    # vector_norm has the derivative 0 at 0, where that of a square root is infinite.
    norms = torch.linalg.vector_norm(gradient.flatten(1), dim=1)
    return ((norms - 1) ** 2).mean()
