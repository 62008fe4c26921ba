# /// wrong answer
# check = "test_penalty_linear"
# kind = "wrong_value"
# hint.en = """
# The penalty is right, but computing it leaves gradients in the critic's parameters, which add to
# those of its step: backward() writes into every .grad. torch.autograd.grad returns the one that
# you want and leaves the rest alone."""
# hint.es = """
# La penalización es correcta, pero al calcularla quedan gradientes en los parámetros del crítico,
# que se suman a los de su paso: backward() escribe en todos los .grad. torch.autograd.grad devuelve
# el que quieres y no toca los demás."""
# ///
"""backward() in place of autograd.grad."""


def gradient_penalty(
    critic: Callable[[Tensor], Tensor], real: Tensor, fake: Tensor, eps: Tensor
) -> Tensor:
    eps = eps.reshape(-1, *[1] * (real.dim() - 1))
    between = (eps * real + (1 - eps) * fake).detach().requires_grad_()
    critic(between).sum().backward(create_graph=True)
    gradient = between.grad
    # vector_norm has the derivative 0 at 0, where that of a square root is infinite.
    norms = torch.linalg.vector_norm(gradient.flatten(1), dim=1)
    return ((norms - 1) ** 2).mean()
