# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# The parameters that you return are those that you were given: no step reaches them. With
# torch.optim, look for optimizer.step(), and whether the optimizer was given the tensors that you
# return."""
# hint.es = """
# Los parámetros que devuelves son los que recibiste: ningún paso les llega. Con torch.optim, busca
# optimizer.step(), y si el optimizador recibió los tensores que devuelves."""
# ///
"""optimizer.step() is left out."""


def train(
    x: Tensor, y: Tensor, parameters: Parameters, steps: int, lr: float
) -> tuple[Parameters, list[float]]:
    W1, b1, W2, b2 = (parameter.clone() for parameter in parameters)
    means = [torch.zeros_like(parameter) for parameter in parameters]
    squares = [torch.zeros_like(parameter) for parameter in parameters]
    losses = []
    for k in range(1, steps + 1):
        error = mlp_forward(x, W1, b1, W2, b2) - y
        losses.append((error**2).mean().item())
        _, *gradients = mlp_backward(2 * error / error.numel(), x, W1, b1, W2, b2)
        for parameter, gradient, m, v in zip(
            (W1, b1, W2, b2), gradients, means, squares, strict=True
        ):
            m.mul_(0.9).add_(gradient, alpha=0.1)
            v.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
            unbiased = m / (1 - 0.9**k)
            scale = (v / (1 - 0.999**k)).sqrt() + 1e-8
            parameter -= 0 * unbiased / scale
    return (W1, b1, W2, b2), losses
