# /// wrong answer
# check = "test_backward_values"
# kind = "wrong_value"
# hint.en = """
# All five gradients are divided by the size of the batch. dy is the gradient of the loss already: if
# that is a mean, its 1/N is in dy."""
# hint.es = """
# Divides los cinco gradientes entre el tamaño del lote. dy ya es el gradiente de la pérdida: si esta
# es una media, su 1/N está en dy."""
# ///
"""dy is divided by the batch size before anything else."""


def mlp_backward(
    dy: Tensor, x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    a = torch.tanh(x @ W1 + b1)
    dy = dy / len(x)
    dz = (dy @ W2.T) * (1 - a * a)
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
