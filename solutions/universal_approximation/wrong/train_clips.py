# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# Your gradients are clipped before the step. That can help elsewhere; here the steps are those of
# Adam for the gradient as it is."""
# hint.es = """
# Recortas los gradientes antes del paso. En otro lugar puede ayudar; aquí los pasos son los de Adam
# con el gradiente tal cual."""
# ///
"""The norm of the gradients is clipped to 1."""


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
        norm = torch.cat([gradient.flatten() for gradient in gradients]).norm()
        gradients = [gradient / max(1, norm) for gradient in gradients]
        for parameter, gradient, m, v in zip(
            (W1, b1, W2, b2), gradients, means, squares, strict=True
        ):
            m.mul_(0.9).add_(gradient, alpha=0.1)
            v.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
            unbiased = m / (1 - 0.9**k)
            scale = (v / (1 - 0.999**k)).sqrt() + 1e-8
            parameter -= lr * unbiased / scale
    return (W1, b1, W2, b2), losses
