# /// wrong answer
# check = "test_training_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# You train the tensors that you were given: afterwards the caller's parameters have changed too.
# Train copies (clone)."""
# hint.es = """
# Entrenas los mismos tensores que recibiste: después también cambiaron los parámetros de quien
# llamó. Entrena copias (clone)."""
# ///
"""The parameters of the caller are trained in place."""


def train(
    x: Tensor, y: Tensor, parameters: Parameters, steps: int, lr: float
) -> tuple[Parameters, list[float]]:
    W1, b1, W2, b2 = parameters
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
            parameter -= lr * unbiased / scale
    return (W1, b1, W2, b2), losses
