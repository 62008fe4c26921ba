# /// wrong answer
# check = "test_step_mask"
# kind = "wrong_value"
# hint.en = "The mask is not passed on to the loss of the translator: errors count everywhere."
# hint.es = """
# La máscara no llega a la pérdida del traductor: cuentan los errores de todas partes."""
# ///
"""The mask is not passed on."""


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
    critic_optimizer.zero_grad()
    loss_d.backward()
    critic_optimizer.step()
    loss_g = translator_loss(critic(cond, y_hat), y_hat, y, weight, p)
    translator_optimizer.zero_grad()
    loss_g.backward()
    translator_optimizer.step()
    return loss_d.item(), loss_g.item()
