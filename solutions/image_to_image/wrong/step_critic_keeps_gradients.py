# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# The translator's backward() leaves gradients in the critic, and you clear them too early: the
# critic's next step has them, with the wrong sign."""
# hint.es = """
# El backward() del traductor deja gradientes en el crítico, y los borras demasiado pronto: están
# en el siguiente paso del crítico, con el signo contrario."""
# ///
"""The critic's gradient of the translator's step stays."""


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
    critic_optimizer.zero_grad()
    loss_g = translator_loss(critic(cond, y_hat), y_hat, y, weight, p, m)
    translator_optimizer.zero_grad()
    loss_g.backward()
    translator_optimizer.step()
    return loss_d.item(), loss_g.item()
