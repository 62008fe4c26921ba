# /// wrong answer
# check = "test_step_mask"
# kind = "wrong_value"
# hint.en = """
# You put the translator's answer into the true picture before the critic sees it. Here it sees
# the answer as it is."""
# hint.es = """
# Pones la respuesta del traductor dentro de la imagen verdadera antes de que la vea el crítico.
# Aquí ve la respuesta tal cual."""
# ///
"""The critic sees the composite."""


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
    if m is not None:
        y_hat = torch.where(m == 1, y_hat, y)
    loss_d = critic_loss(critic(cond, y), critic(cond, y_hat.detach()))
    critic_optimizer.zero_grad()
    loss_d.backward()
    critic_optimizer.step()
    loss_g = translator_loss(critic(cond, y_hat), y_hat, y, weight, p, m)
    translator_optimizer.zero_grad()
    loss_g.backward()
    translator_optimizer.step()
    return loss_d.item(), loss_g.item()
