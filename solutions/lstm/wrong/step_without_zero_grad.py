# /// wrong answer
# check = "test_step_updates"
# kind = "wrong_value"
# hint.en = """
# Gradients add up from one backward() to the next, and yours are never cleared: the second step
# also takes the first one's gradient."""
# hint.es = """
# Los gradientes se acumulan de un backward() al siguiente, y los tuyos nunca se borran: el segundo
# paso toma también el gradiente del primero."""
# ///
"""The gradients of earlier steps are not cleared."""


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    y: Tensor,
    max_norm: float = 1.0,
) -> float:
    loss = ((model(x) - y) ** 2).mean()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return loss.item()
