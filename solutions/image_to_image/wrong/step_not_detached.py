# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# The critic's step leaves a gradient in the translator, and you add the translator's own to it:
# it is pulled to both sides."""
# hint.es = """
# El paso del crítico deja gradiente en el traductor, y el del propio traductor se le suma: tiran
# de él hacia los dos lados."""
# ///
"""The critic's gradient stays in the translator."""


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
    translator_optimizer.zero_grad()
    critic_optimizer.zero_grad()
    loss_d = critic_loss(critic(cond, y), critic(cond, translator(cond)))
    loss_d.backward()
    critic_optimizer.step()
    y_hat = translator(cond)
    loss_g = translator_loss(critic(cond, y_hat), y_hat, y, weight, p, m)
    loss_g.backward()
    translator_optimizer.step()
    return loss_d.item(), loss_g.item()
