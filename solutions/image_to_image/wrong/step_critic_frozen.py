# /// wrong answer
# check = "test_step_leaves"
# kind = "wrong_value"
# hint.en = "You freeze the critic for the step of the translator, and it stays frozen."
# hint.es = "Congelas al crítico para el paso del traductor, y se queda congelado."
# ///
"""The critic stays frozen."""


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
    critic.requires_grad_(True)
    loss_d = critic_loss(critic(cond, y), critic(cond, y_hat.detach()))
    critic_optimizer.zero_grad()
    loss_d.backward()
    critic_optimizer.step()
    critic.requires_grad_(False)
    loss_g = translator_loss(critic(cond, y_hat), y_hat, y, weight, p, m)
    translator_optimizer.zero_grad()
    loss_g.backward()
    translator_optimizer.step()
    return loss_d.item(), loss_g.item()
