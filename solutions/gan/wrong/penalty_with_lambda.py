# /// wrong answer
# check = "test_penalty_linear"
# kind = "wrong_value"
# hint.en = "Your penalty is ten times what is asked for: the factor λ is the caller's."
# hint.es = "Tu penalización es diez veces la que se pide: el factor λ lo pone quien llama."
# ///
"""The factor λ = 10 is in the penalty."""


def gradient_penalty(
    critic: Callable[[Tensor], Tensor], real: Tensor, fake: Tensor, eps: Tensor
) -> Tensor:
    eps = eps.reshape(-1, *[1] * (real.dim() - 1))
    between = (eps * real + (1 - eps) * fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    # vector_norm has the derivative 0 at 0, where that of a square root is infinite.
    norms = torch.linalg.vector_norm(gradient.flatten(1), dim=1)
    return 10 * ((norms - 1) ** 2).mean()
