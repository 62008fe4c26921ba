# /// wrong answer
# check = "test_step_updates"
# kind = "wrong_value"
# hint.en = """
# Your loss is the sum of the squared errors, so that its gradient grows with the minibatch. Asked
# for is the mean."""
# hint.es = """
# Tu pérdida es la suma de los errores al cuadrado, así que su gradiente crece con el minilote. Se
# pide la media."""
# ///
"""The loss is the sum of the squared errors."""


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    y: Tensor,
    max_norm: float = 1.0,
) -> float:
    loss = ((model(x) - y) ** 2).sum()
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return loss.item()
