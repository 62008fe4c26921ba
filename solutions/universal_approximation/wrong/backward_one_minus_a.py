# /// wrong answer
# check = "test_backward_values"
# kind = "wrong_value"
# hint.en = """
# Your derivative of the tanh is 1 - a. It is 1 - a², with the square: at a = -1 it has to be 0, not
# 2."""
# hint.es = """
# Tu derivada de la tanh es 1 - a. Es 1 - a², con el cuadrado: en a = -1 tiene que valer 0, no 2."""
# ///
"""1 - a for the derivative of the hyperbolic tangent."""


def mlp_backward(
    dy: Tensor, x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    a = torch.tanh(x @ W1 + b1)
    dz = (dy @ W2.T) * (1 - a)
    return dz @ W1.T, x.T @ dz, dz.sum(dim=0), a.T @ dy, dy.sum(dim=0)


def train(
    x: Tensor, y: Tensor, parameters: Parameters, steps: int, lr: float
) -> tuple[Parameters, list[float]]:
    W1, b1, W2, b2 = (parameter.clone() for parameter in parameters)
    means = [torch.zeros_like(parameter) for parameter in parameters]
    squares = [torch.zeros_like(parameter) for parameter in parameters]
    losses = []
    for k in range(1, steps + 1):
        inputs = [each.detach().requires_grad_() for each in (W1, b1, W2, b2)]
        loss = ((mlp_forward(x, *inputs) - y) ** 2).mean()
        losses.append(loss.item())
        gradients = torch.autograd.grad(loss, inputs)
        for parameter, gradient, m, v in zip(
            (W1, b1, W2, b2), gradients, means, squares, strict=True
        ):
            m.mul_(0.9).add_(gradient, alpha=0.1)
            v.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
            unbiased = m / (1 - 0.9**k)
            scale = (v / (1 - 0.999**k)).sqrt() + 1e-8
            parameter -= lr * unbiased / scale
    return (W1, b1, W2, b2), losses
