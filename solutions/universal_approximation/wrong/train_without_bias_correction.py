# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# This is Adam without bias correction: its averages start at zero, and in the first steps they are
# too small. Divide by 1 - β₁ᵏ and 1 - β₂ᵏ, with k counted from 1."""
# hint.es = """
# Este es Adam sin corrección de sesgo: sus medias parten de cero y en los primeros pasos son
# demasiado pequeñas. Divide entre 1 - β₁ᵏ y 1 - β₂ᵏ, con k contado desde 1."""
# ///
"""Adam without the correction of its first steps."""


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
            unbiased = m
            scale = v.sqrt() + 1e-8
            parameter -= lr * unbiased / scale
    return (W1, b1, W2, b2), losses
