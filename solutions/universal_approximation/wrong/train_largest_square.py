# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# The second average never falls: this is AMSGrad. Asked for is Adam, where v follows the squares of
# the gradients down, too."""
# hint.es = """
# El segundo promedio nunca baja: esto es AMSGrad. Se pide Adam, donde v también sigue hacia abajo
# los cuadrados de los gradientes."""
# ///
"""AMSGrad in place of Adam."""


def train(
    x: Tensor, y: Tensor, parameters: Parameters, steps: int, lr: float
) -> tuple[Parameters, list[float]]:
    W1, b1, W2, b2 = (parameter.clone() for parameter in parameters)
    means = [torch.zeros_like(parameter) for parameter in parameters]
    squares = [torch.zeros_like(parameter) for parameter in parameters]
    losses = []
    largest = [torch.zeros_like(parameter) for parameter in parameters]
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
            most = next(each for each, other in zip(largest, squares, strict=True) if other is v)
            most.copy_(torch.maximum(most, v))
            scale = (most / (1 - 0.999**k)).sqrt() + 1e-8
            parameter -= lr * unbiased / scale
    return (W1, b1, W2, b2), losses
