# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# W1 and b1 come back as they were: only the output layer is trained. A fixed hidden layer can't
# learn where to bend."""
# hint.es = """
# W1 y b1 vuelven como estaban: solo se entrena la capa de salida. Una capa oculta fija no puede
# aprender dónde doblarse."""
# ///
"""Only the output layer is trained."""


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
            (W2, b2), gradients[2:], means[2:], squares[2:], strict=True
        ):
            m.mul_(0.9).add_(gradient, alpha=0.1)
            v.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
            unbiased = m / (1 - 0.9**k)
            scale = (v / (1 - 0.999**k)).sqrt() + 1e-8
            parameter -= lr * unbiased / scale
    return (W1, b1, W2, b2), losses
