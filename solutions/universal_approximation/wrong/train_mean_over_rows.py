# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# You divide the sum of the squared errors by the number of rows. The mean is over all entries of y,
# N·M of them."""
# hint.es = """
# Divides la suma de los errores al cuadrado entre el número de filas. La media es sobre todas las
# entradas de y, que son N·M."""
# ///
"""The squared errors are summed over the outputs and averaged over the rows."""


def train(
    x: Tensor, y: Tensor, parameters: Parameters, steps: int, lr: float
) -> tuple[Parameters, list[float]]:
    W1, b1, W2, b2 = (parameter.clone() for parameter in parameters)
    means = [torch.zeros_like(parameter) for parameter in parameters]
    squares = [torch.zeros_like(parameter) for parameter in parameters]
    losses = []
    for k in range(1, steps + 1):
        error = mlp_forward(x, W1, b1, W2, b2) - y
        losses.append((error**2).sum(dim=1).mean().item())
        _, *gradients = mlp_backward(2 * error / len(error), x, W1, b1, W2, b2)
        for parameter, gradient, m, v in zip(
            (W1, b1, W2, b2), gradients, means, squares, strict=True
        ):
            m.mul_(0.9).add_(gradient, alpha=0.1)
            v.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
            unbiased = m / (1 - 0.9**k)
            scale = (v / (1 - 0.999**k)).sqrt() + 1e-8
            parameter -= lr * unbiased / scale
    return (W1, b1, W2, b2), losses
