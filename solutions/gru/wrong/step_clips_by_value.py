# /// wrong answer
# check = "test_step_clips"
# kind = "wrong_value"
# hint.en = """
# You clip each entry of the gradient, which changes its direction. Asked for is its norm: all
# entries are scaled alike."""
# hint.es = """
# Recortas cada entrada del gradiente, y eso cambia su dirección. Se pide su norma: todas las
# entradas se escalan por igual."""
# ///
"""Each entry of the gradient is clipped."""


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
    nn.utils.clip_grad_value_(model.parameters(), max_norm)
    optimizer.step()
    return loss.item()
