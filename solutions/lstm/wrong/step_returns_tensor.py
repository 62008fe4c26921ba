# /// wrong answer
# check = "test_step_returns_number"
# kind = "wrong_value"
# hint.en = """
# You return the loss as a tensor, and with it the graph of the whole step stays in memory. A number
# is enough: .item()."""
# hint.es = """
# Devuelves la pérdida como tensor, y con ella queda en memoria el grafo de todo el paso. Basta un
# número: .item()."""
# ///
"""The loss comes back as a tensor."""


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
    return loss
