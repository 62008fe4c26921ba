# /// wrong answer
# check = "test_step_numbers"
# kind = "wrong_value"
# hint.en = "You return tensors, each with its whole graph. Python floats are asked for."
# hint.es = "Devuelves tensores, cada uno con todo su grafo. Se piden floats de Python."
# ///
"""Losses are tensors."""


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
    loss_g = translator_loss(critic(cond, y_hat), y_hat, y, weight, p, m)
    translator_optimizer.zero_grad()
    loss_g.backward()
    translator_optimizer.step()
    return loss_d, loss_g
