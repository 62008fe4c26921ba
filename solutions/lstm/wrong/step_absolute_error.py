# /// wrong answer
# check = "test_step_updates"
# kind = "wrong_value"
# hint.en = "Your loss is the mean of the absolute errors. Asked for is the mean of their squares."
# hint.es = "Tu pérdida es la media de los errores absolutos. Se pide la media de sus cuadrados."
# ///
"""The loss is the mean absolute error."""


def train_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    y: Tensor,
    max_norm: float = 1.0,
) -> float:
    loss = (model(x) - y).abs().mean()
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return loss.item()
