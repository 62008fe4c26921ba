# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# You return the mean of the parameters over all steps. Asked for are those after the last step."""
# hint.es = """
# Devuelves la media de los parámetros de todos los pasos. Se piden los de después del último."""
# ///
"""The parameters are averaged over the steps."""


def train(
    x: Tensor, y: Tensor, parameters: Parameters, steps: int, lr: float
) -> tuple[Parameters, list[float]]:
    W1, b1, W2, b2 = (parameter.clone() for parameter in parameters)
    means = [torch.zeros_like(parameter) for parameter in parameters]
    squares = [torch.zeros_like(parameter) for parameter in parameters]
    losses = []
    sums = [torch.zeros_like(parameter) for parameter in parameters]
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
        for total, parameter in zip(sums, (W1, b1, W2, b2), strict=True):
            total += parameter
    return tuple(total / steps for total in sums), losses
