# /// wrong answer
# check = "test_backward_scales"
# kind = "wrong_value"
# hint.en = """
# This looks like a complex step: exact, as long as the numbers are far larger than the step and not
# too large. Asked for is the chain rule, which has no step."""
# hint.es = """
# Esto parece un paso complejo: exacto mientras los números sean mucho mayores que el paso y no
# demasiado grandes. Se pide la regla de la cadena, que no tiene paso."""
# ///
"""Complex steps in place of the chain rule."""


def mlp_backward(
    dy: Tensor, x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    inputs = [each.to(torch.complex128) for each in (x, W1, b1, W2, b2)]
    gradients = []
    for number, value in enumerate(inputs):
        gradient = torch.zeros(value.shape, dtype=torch.float64)
        for entry in range(value.numel()):
            shift = torch.zeros_like(value)
            shift.view(-1)[entry] = 1e-30j
            outputs = mlp_forward(*inputs[:number], value + shift, *inputs[number + 1 :])
            gradient.view(-1)[entry] = (dy * outputs.imag).sum() / 1e-30
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
