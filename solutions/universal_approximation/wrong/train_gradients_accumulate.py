# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# From the second step on your gradients contain those of the steps before. PyTorch adds to .grad:
# clear it before every backward."""
# hint.es = """
# Desde el segundo paso tus gradientes contienen los de los pasos anteriores. PyTorch suma en .grad:
# límpialo antes de cada backward."""
# ///
"""The gradients of earlier steps are not cleared."""


def train(
    x: Tensor, y: Tensor, parameters: Parameters, steps: int, lr: float
) -> tuple[Parameters, list[float]]:
    W1, b1, W2, b2 = (parameter.clone() for parameter in parameters)
    means = [torch.zeros_like(parameter) for parameter in parameters]
    squares = [torch.zeros_like(parameter) for parameter in parameters]
    losses = []
    total = [0.0, 0.0, 0.0, 0.0]
    for k in range(1, steps + 1):
        error = mlp_forward(x, W1, b1, W2, b2) - y
        losses.append((error**2).mean().item())
        _, *gradients = mlp_backward(2 * error / error.numel(), x, W1, b1, W2, b2)
        gradients = total = [old + new for old, new in zip(total, gradients, strict=True)]
        for parameter, gradient, m, v in zip(
            (W1, b1, W2, b2), gradients, means, squares, strict=True
        ):
            m.mul_(0.9).add_(gradient, alpha=0.1)
            v.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
            unbiased = m / (1 - 0.9**k)
            scale = (v / (1 - 0.999**k)).sqrt() + 1e-8
            parameter -= lr * unbiased / scale
    return (W1, b1, W2, b2), losses
