# /// wrong answer
# check = "test_forward_saturated"
# kind = "not_finite"
# ///
"""The tanh is written out with exp."""


def mlp_forward(x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor) -> Tensor:
    z = x @ W1 + b1
    a = (torch.exp(z) - torch.exp(-z)) / (torch.exp(z) + torch.exp(-z))
    return a @ W2 + b2


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
