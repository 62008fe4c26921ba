# /// wrong answer
# check = "test_d_step_updates"
# kind = "wrong_value"
# hint.en = """
# The discriminator does not move. backward() computes the gradients, and optimizer.step() changes
# the parameters along them: one of the two is missing, or the gradients are cleared between them."""
# hint.es = """
# El discriminador no se mueve. backward() calcula los gradientes, y optimizer.step() cambia los
# parámetros según ellos: falta una de las dos llamadas, o los gradientes se borran entre una y
# otra."""
# ///
"""The gradient is computed, and no step is taken."""


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
    optimizer.zero_grad()
    value.backward()
    return value.item()
