# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# Your losses are those after each step. Asked for is the loss before each step: the first one
# belongs to the parameters that you were given."""
# hint.es = """
# Tus pérdidas son las posteriores a cada paso. Se pide la pérdida antes de cada paso: la primera
# corresponde a los parámetros que recibiste."""
# ///
"""The losses are those after each step."""


def train(
    x: Tensor, y: Tensor, parameters: Parameters, steps: int, lr: float
) -> tuple[Parameters, list[float]]:
    W1, b1, W2, b2 = (parameter.clone() for parameter in parameters)
    means = [torch.zeros_like(parameter) for parameter in parameters]
    squares = [torch.zeros_like(parameter) for parameter in parameters]
    losses = []
    for k in range(1, steps + 1):
        error = mlp_forward(x, W1, b1, W2, b2) - y
        _, *gradients = mlp_backward(2 * error / error.numel(), x, W1, b1, W2, b2)
        for parameter, gradient, m, v in zip(
            (W1, b1, W2, b2), gradients, means, squares, strict=True
        ):
            m.mul_(0.9).add_(gradient, alpha=0.1)
            v.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
            unbiased = m / (1 - 0.9**k)
            scale = (v / (1 - 0.999**k)).sqrt() + 1e-8
            parameter -= lr * unbiased / scale
        losses.append(((mlp_forward(x, W1, b1, W2, b2) - y) ** 2).mean().item())
    return (W1, b1, W2, b2), losses
