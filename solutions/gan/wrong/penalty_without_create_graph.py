# /// wrong answer
# check = "test_penalty_linear"
# kind = "wrong_value"
# hint.en = """
# The penalty is right, but it can't be differentiated in the critic's parameters: without
# create_graph the gradient is a number without a past, and the critic never learns from it."""
# hint.es = """
# La penalización es correcta, pero no se puede derivar respecto a los parámetros del crítico: sin
# create_graph el gradiente es un número sin pasado, y el crítico nunca aprende de él."""
# ///
"""The gradient is taken without create_graph."""


def gradient_penalty(
    critic: Callable[[Tensor], Tensor], real: Tensor, fake: Tensor, eps: Tensor
) -> Tensor:
    eps = eps.reshape(-1, *[1] * (real.dim() - 1))
    between = (eps * real + (1 - eps) * fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(between).sum(), between)
    # vector_norm has the derivative 0 at 0, where that of a square root is infinite.
    norms = torch.linalg.vector_norm(gradient.flatten(1), dim=1)
    return ((norms - 1) ** 2).mean()
