# /// wrong answer
# check = "test_step_clips"
# kind = "wrong_value"
# hint.en = """
# You clip each parameter's gradient on its own. Asked for is one norm over all parameters together,
# so that the direction of the step stays."""
# hint.es = """
# Recortas el gradiente de cada parámetro por separado. Se pide una sola norma sobre todos los
# parámetros juntos, para que la dirección del paso se conserve."""
# ///
"""Each parameter's gradient is clipped on its own."""


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
    for parameter in model.parameters():
        nn.utils.clip_grad_norm_(parameter, max_norm)
    optimizer.step()
    return loss.item()
