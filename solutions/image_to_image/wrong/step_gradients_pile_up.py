# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = "Gradients of earlier steps are still there, and the new ones are added to them."
# hint.es = "Los gradientes de pasos anteriores siguen ahí, y los nuevos se les suman."
# ///
"""Gradients are never cleared."""


def pair_step(
    translator: nn.Module,
    critic: nn.Module,
    translator_optimizer: Optimizer,
    critic_optimizer: Optimizer,
    cond: Tensor,
    y: Tensor,
    weight: float,
    p: int,
    m: Tensor | None = None,
) -> tuple[float, float]:
    y_hat = translator(cond)
    loss_d = critic_loss(critic(cond, y), critic(cond, y_hat.detach()))
    loss_d.backward()
    critic_optimizer.step()
    loss_g = translator_loss(critic(cond, y_hat), y_hat, y, weight, p, m)
    loss_g.backward()
    translator_optimizer.step()
    return loss_d.item(), loss_g.item()
