# /// wrong answer
# check = "test_step_updates"
# kind = "wrong_value"
# hint.en = """
# You scale every gradient to the norm max_norm, also one that is shorter. Clipping only
# shortens."""
# hint.es = """
# Escalas todo gradiente a la norma max_norm, también uno más corto. Recortar solo acorta."""
# ///
"""The gradient is always scaled to the given norm."""


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
    norm = torch.stack([each.grad.norm() for each in model.parameters()]).norm()
    for each in model.parameters():
        each.grad *= max_norm / norm
    optimizer.step()
    return loss.item()
