# /// wrong answer
# check = "test_step_updates"
# kind = "wrong_value"
# hint.en = """
# The loss that you return is the one after the update. Asked for is the one that the gradient was
# taken of, before it."""
# hint.es = """
# La pérdida que devuelves es la de después de actualizar. Se pide la de antes, de la que se tomó el
# gradiente."""
# ///
"""The loss is taken after the step."""


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    y: Tensor,
    max_norm: float = 1.0,
) -> float:
    loss = ((model(x) - y) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    with torch.no_grad():
        return ((model(x) - y) ** 2).mean().item()
