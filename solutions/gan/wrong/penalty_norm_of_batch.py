# /// wrong answer
# check = "test_penalty_linear"
# kind = "wrong_value"
# hint.en = """
# You take one norm over the gradients of all rows together, which grows with √N. Each row has a
# norm of its own; the mean comes last."""
# hint.es = """
# Tomas una sola norma sobre los gradientes de todas las filas juntas, que crece con √N. Cada fila
# tiene su propia norma; la media viene al final."""
# ///
"""One norm over the whole batch."""


def gradient_penalty(
    critic: Callable[[Tensor], Tensor], real: Tensor, fake: Tensor, eps: Tensor
) -> Tensor:
    eps = eps.reshape(-1, *[1] * (real.dim() - 1))
    between = (eps * real + (1 - eps) * fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    # vector_norm has the derivative 0 at 0, where that of a square root is infinite.
    norms = torch.linalg.vector_norm(gradient)
    return ((norms - 1) ** 2).mean()
