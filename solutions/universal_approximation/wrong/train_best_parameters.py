# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# You return the parameters that had the lowest loss. That can be a good idea, but asked for are
# those after the last step, even where the loss rose."""
# hint.es = """
# Devuelves los parámetros que tuvieron la pérdida más baja. Puede ser una buena idea, pero se piden
# los de después del último paso, aunque la pérdida haya subido."""
# ///
"""The parameters of the lowest loss are returned, not the last."""


def train(
    x: Tensor, y: Tensor, parameters: Parameters, steps: int, lr: float
) -> tuple[Parameters, list[float]]:
    W1, b1, W2, b2 = (parameter.clone() for parameter in parameters)
    means = [torch.zeros_like(parameter) for parameter in parameters]
    squares = [torch.zeros_like(parameter) for parameter in parameters]
    losses = []
    best = None
    for k in range(1, steps + 1):
        error = mlp_forward(x, W1, b1, W2, b2) - y
        losses.append((error**2).mean().item())
        if losses[-1] == min(losses):
            best = tuple(p.clone() for p in (W1, b1, W2, b2))
        _, *gradients = mlp_backward(2 * error / error.numel(), x, W1, b1, W2, b2)
        for parameter, gradient, m, v in zip(
            (W1, b1, W2, b2), gradients, means, squares, strict=True
        ):
            m.mul_(0.9).add_(gradient, alpha=0.1)
            v.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
            unbiased = m / (1 - 0.9**k)
            scale = (v / (1 - 0.999**k)).sqrt() + 1e-8
            parameter -= lr * unbiased / scale
    return best, losses
