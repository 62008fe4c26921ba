# /// wrong answer
# check = "test_backward_values"
# kind = "forbidden"
# hint.en = """
# Here PyTorch's automatic differentiation is not a solution: write the chain rule down yourself.
# Use autograd to check your result."""
# hint.es = """
# Aquí la diferenciación automática de PyTorch no es una solución: escribe tú la regla de la cadena.
# Usa autograd para comprobar tu resultado."""
# ///
"""mlp_backward asks PyTorch for the gradients."""


def mlp_backward(
    dy: Tensor, x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    inputs = [each.detach().requires_grad_() for each in (x, W1, b1, W2, b2)]
    return torch.autograd.grad(mlp_forward(*inputs), inputs, dy)


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
