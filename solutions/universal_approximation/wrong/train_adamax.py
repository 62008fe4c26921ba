# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# This is Adamax: it divides by the largest gradient so far. Asked for is Adam, which divides by the
# root of an average of squares."""
# hint.es = """
# Esto es Adamax: divide entre el mayor gradiente visto. Se pide Adam, que divide entre la raíz de
# un promedio de cuadrados."""
# ///
"""Adamax in place of Adam."""


def train(
    x: Tensor, y: Tensor, parameters: Parameters, steps: int, lr: float
) -> tuple[Parameters, list[float]]:
    inputs = [parameter.clone().requires_grad_() for parameter in parameters]
    optimizer = torch.optim.Adamax(inputs, lr=lr)
    losses = []
    for _ in range(steps):
        loss = ((mlp_forward(x, *inputs) - y) ** 2).mean()
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return tuple(parameter.detach() for parameter in inputs), losses
