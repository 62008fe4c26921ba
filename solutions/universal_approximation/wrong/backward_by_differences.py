# /// wrong answer
# check = "test_backward_scales"
# kind = "wrong_value"
# hint.en = """
# These look like quotients of differences: near the gradient, but with fewer digits where a number
# is much larger or smaller than your step. Asked for is the chain rule."""
# hint.es = """
# Esto parece un cociente de diferencias: cerca del gradiente, pero con menos cifras donde un número
# es mucho mayor o menor que tu paso. Se pide la regla de la cadena."""
# ///
"""Central differences in place of the chain rule."""


def mlp_backward(
    dy: Tensor, x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    inputs = [x, W1, b1, W2, b2]
    gradients = []
    for number, value in enumerate(inputs):
        gradient = torch.zeros_like(value)
        for entry in range(value.numel()):
            shift = torch.zeros_like(value)
            shift.view(-1)[entry] = 1e-5
            above = mlp_forward(*inputs[:number], value + shift, *inputs[number + 1 :])
            below = mlp_forward(*inputs[:number], value - shift, *inputs[number + 1 :])
            gradient.view(-1)[entry] = (dy * (above - below)).sum() / 2e-5
        gradients.append(gradient)
    return tuple(gradients)


def train(
    x: Tensor, y: Tensor, parameters: Parameters, steps: int, lr: float
) -> tuple[Parameters, list[float]]:
    inputs = [parameter.clone().requires_grad_() for parameter in parameters]
    optimizer = torch.optim.Adam(inputs, lr=lr)
    losses = []
    for _ in range(steps):
        W1, b1, W2, b2 = inputs
        loss = ((torch.tanh(x @ W1 + b1) @ W2 + b2 - y) ** 2).mean()
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return tuple(parameter.detach() for parameter in inputs), losses
