# /// wrong answer
# check = "test_backward_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# The gradients are right, but one of the tensors that you were given has changed: an operation in
# place (x += …, mul_, x[...] = …) wrote into it."""
# hint.es = """
# Los gradientes son correctos, pero uno de los tensores que recibiste ha cambiado: una operación en
# el sitio (x += …, mul_, x[...] = …) escribió en él."""
# ///
"""The gradient is made inside the array of the caller."""


def mlp_backward(
    dy: Tensor, x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    a = torch.tanh(x @ W1 + b1)
    dz = (dy @ W2.T) * (1 - a * a)
    dx, dW1, dW2 = dz @ W1.T, x.T @ dz, a.T @ dy
    for row in dy[1:]:
        dy[0] += row
    return dx, dW1, dz.sum(dim=0), dW2, dy[0].clone()


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
