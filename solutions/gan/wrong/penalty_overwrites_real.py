# /// wrong answer
# check = "test_penalty_linear"
# kind = "wrong_value"
# hint.en = """
# The penalty is right, but the real data that you were given are changed: operations that end in _,
# and +=, *=, write into the caller's tensor."""
# hint.es = """
# La penalización es correcta, pero cambian los datos reales que recibiste: las operaciones que
# terminan en _, y +=, *=, escriben en el tensor de quien llama."""
# ///
"""The points between are computed in the tensor of the real data."""


def gradient_penalty(
    critic: Callable[[Tensor], Tensor], real: Tensor, fake: Tensor, eps: Tensor
) -> Tensor:
    eps = eps.reshape(-1, *[1] * (real.dim() - 1))
    between = real.mul_(eps).add_((1 - eps) * fake).clone().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    norms = torch.linalg.vector_norm(gradient.flatten(1), dim=1)
    return ((norms - 1) ** 2).mean()
