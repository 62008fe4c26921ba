# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# Your translator moves first. The critic is to, and the translator meets the critic as it is
# then."""
# hint.es = """
# Tu traductor se mueve primero. Ha de hacerlo el crítico, y el traductor se enfrenta al crítico
# tal como es entonces."""
# ///
"""The translator moves first."""


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
    loss_g = translator_loss(critic(cond, y_hat), y_hat, y, weight, p, m)
    translator_optimizer.zero_grad()
    loss_g.backward()
    translator_optimizer.step()
    loss_d = critic_loss(critic(cond, y), critic(cond, translator(cond).detach()))
    critic_optimizer.zero_grad()
    loss_d.backward()
    critic_optimizer.step()
    return loss_d.item(), loss_g.item()
