# /// wrong answer
# check = "test_d_step_updates"
# kind = "wrong_value"
# hint.en = """
# Gradients add up from one backward() to the next, and nothing clears the discriminator's before
# yours: the generator's steps leave theirs in it, too."""
# hint.es = """
# Los gradientes se acumulan de un backward() al siguiente, y nada borra los del discriminador antes
# del tuyo: también los pasos del generador dejan ahí los suyos."""
# ///
"""The discriminator's gradients are never cleared."""


def discriminator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    real: Tensor,
    z: Tensor,
    loss: Callable[[Tensor, Tensor], Tensor],
) -> float:
    with torch.no_grad():
        fake = generator(z)
    value = loss(discriminator(real), discriminator(fake))
    value.backward()
    optimizer.step()
    return value.item()
