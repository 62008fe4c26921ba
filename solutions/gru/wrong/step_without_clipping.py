# /// wrong answer
# check = "test_step_clips"
# kind = "wrong_value"
# hint.en = """
# Your step is as long as the gradient, however large it is: max_norm has no effect. Clipping comes
# after backward() and before step()."""
# hint.es = """
# Tu paso es tan largo como el gradiente, por grande que sea: max_norm no tiene efecto. Se recorta
# después de backward() y antes de step()."""
# ///
"""The gradients are not clipped."""


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
    optimizer.step()
    return loss.item()
