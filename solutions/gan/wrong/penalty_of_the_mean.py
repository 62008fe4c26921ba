# /// wrong answer
# check = "test_penalty_linear"
# kind = "wrong_value"
# hint.en = """
# You differentiate the mean of the critic's scores, so that each row's gradient is N times too
# small. A row's score depends on that row alone: the gradient of the sum holds each row's own."""
# hint.es = """
# Derivas la media de las puntuaciones del crítico, así que el gradiente de cada fila sale N veces
# menor. La puntuación de una fila depende solo de esa fila: el gradiente de la suma contiene el de
# cada una."""
# ///
"""The gradient of the mean of the scores."""


def gradient_penalty(
    critic: Callable[[Tensor], Tensor], real: Tensor, fake: Tensor, eps: Tensor
) -> Tensor:
    eps = eps.reshape(-1, *[1] * (real.dim() - 1))
    between = (eps * real + (1 - eps) * fake).requires_grad_()
    (gradient,) = torch.autograd.grad(critic(between).mean(), between, create_graph=True)
    # vector_norm has the derivative 0 at 0, where that of a square root is infinite.
    norms = torch.linalg.vector_norm(gradient.flatten(1), dim=1)
    return ((norms - 1) ** 2).mean()
