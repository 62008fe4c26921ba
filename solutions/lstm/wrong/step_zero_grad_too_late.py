# /// wrong answer
# check = "test_step_updates"
# kind = "wrong_value"
# hint.en = """
# The parameters are as they were before. backward() computes the gradients, and optimizer.step()
# changes the parameters along them: one of the two is missing, or the gradients are cleared between
# them."""
# hint.es = """
# Los parámetros están como antes. backward() calcula los gradientes, y optimizer.step() cambia los
# parámetros según ellos: falta una de las dos llamadas, o los gradientes se borran entre una y
# otra."""
# ///
"""The gradients are cleared just before the step: as where optimizer.step() is left out."""


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    y: Tensor,
    max_norm: float = 1.0,
) -> float:
    loss = ((model(x) - y) ** 2).mean()
    loss.backward()
    optimizer.zero_grad()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return loss.item()
