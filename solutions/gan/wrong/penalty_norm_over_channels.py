# /// wrong answer
# check = "test_penalty_linear"
# kind = "wrong_value"
# hint.en = """
# With rows of numbers you are right, with images not: your norm runs over axis 1 alone. It runs
# over all axes but the first; flatten the rest."""
# hint.es = """
# Con filas de números aciertas; con imágenes, no: tu norma recorre solo el eje 1. Debe recorrer
# todos los ejes menos el primero; aplana el resto."""
# ///
"""The norm over axis 1 alone."""


def gradient_penalty(
    critic: Callable[[Tensor], Tensor], real: Tensor, fake: Tensor, eps: Tensor
) -> Tensor:
    eps = eps.reshape(-1, *[1] * (real.dim() - 1))
    between = (eps * real + (1 - eps) * fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    # vector_norm has the derivative 0 at 0, where that of a square root is infinite.
    norms = torch.linalg.vector_norm(gradient, dim=1)
    return ((norms - 1) ** 2).mean()
