# /// wrong answer
# check = "test_penalty_network"
# kind = "wrong_value"
# hint.en = """
# You use one eps for all rows, so that every point stands at the same share of its way. Each row
# has an eps of its own."""
# hint.es = """
# Usas un solo eps para todas las filas, así que cada punto queda a la misma fracción de su camino.
# Cada fila tiene su propio eps."""
# ///
"""One eps, the first, serves all rows."""


def gradient_penalty(
    critic: Callable[[Tensor], Tensor], real: Tensor, fake: Tensor, eps: Tensor
) -> Tensor:
    eps = eps[0]
    between = (eps * real + (1 - eps) * fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    # vector_norm has the derivative 0 at 0, where that of a square root is infinite.
    norms = torch.linalg.vector_norm(gradient.flatten(1), dim=1)
    return ((norms - 1) ** 2).mean()
