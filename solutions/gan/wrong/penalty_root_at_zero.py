# /// wrong answer
# check = "test_penalty_flat"
# kind = "not_finite"
# ///
"""The root of a sum of squares, without care at 0."""


def gradient_penalty(
    critic: Callable[[Tensor], Tensor], real: Tensor, fake: Tensor, eps: Tensor
) -> Tensor:
    eps = eps.reshape(-1, *[1] * (real.dim() - 1))
    between = (eps * real + (1 - eps) * fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    # vector_norm has the derivative 0 at 0, where that of a square root is infinite.
    norms = gradient.flatten(1).square().sum(dim=1).sqrt()
    return ((norms - 1) ** 2).mean()
