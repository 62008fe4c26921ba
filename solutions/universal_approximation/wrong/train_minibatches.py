# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# Each of your steps sees one half of the rows only. Asked for is the whole batch in every step."""
# hint.es = """
# Cada uno de tus pasos ve solo la mitad de las filas. Se pide el lote entero en cada paso."""
# ///
"""Every step sees half of the rows, one half after the other."""


def train(
    x: Tensor, y: Tensor, parameters: Parameters, steps: int, lr: float
) -> tuple[Parameters, list[float]]:
    W1, b1, W2, b2 = (parameter.clone() for parameter in parameters)
    means = [torch.zeros_like(parameter) for parameter in parameters]
    squares = [torch.zeros_like(parameter) for parameter in parameters]
    losses = []
    for k in range(1, steps + 1):
        half = slice(k % 2, None, 2) if len(x) > 1 else slice(None)
        error = mlp_forward(x[half], W1, b1, W2, b2) - y[half]
        losses.append((error**2).mean().item())
        _, *gradients = mlp_backward(2 * error / error.numel(), x[half], W1, b1, W2, b2)
        for parameter, gradient, m, v in zip(
            (W1, b1, W2, b2), gradients, means, squares, strict=True
        ):
            m.mul_(0.9).add_(gradient, alpha=0.1)
            v.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
            unbiased = m / (1 - 0.9**k)
            scale = (v / (1 - 0.999**k)).sqrt() + 1e-8
            parameter -= lr * unbiased / scale
    return (W1, b1, W2, b2), losses
