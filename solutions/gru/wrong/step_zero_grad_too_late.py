# /// wrong answer
# check = "test_step_updates"
# kind = "wrong_value"
# hint.en = """
# The parameters do not move: at the step there is no gradient. What stands between your backward()
# and your step()?"""
# hint.es = """
# Los parámetros no se mueven: al dar el paso no hay gradiente. ¿Qué hay entre tu backward() y tu
# step()?"""
# ///
"""The gradients are cleared just before the step."""


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
