# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# The translator meets the critic as it was before its step: compute its loss after the critic
# has moved."""
# hint.es = """
# El traductor se enfrenta al crítico tal como era antes de su paso: calcula su pérdida cuando el
# crítico ya se haya movido."""
# ///
"""Both move at once."""


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
    loss_g = translator_loss(critic(cond, y_hat), y_hat, y, weight, p, m)
    translator_optimizer.zero_grad()
    loss_g.backward()
    critic_optimizer.zero_grad()
    loss_d.backward()
    critic_optimizer.step()
    translator_optimizer.step()
    return loss_d.item(), loss_g.item()
