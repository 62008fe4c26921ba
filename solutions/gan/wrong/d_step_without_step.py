# /// wrong answer
# check = "test_d_step_updates"
# kind = "wrong_value"
# hint.en = """
# The discriminator does not move at all. Gradients are computed by backward(), and it is
# optimizer.step() that changes the parameters along them: one of the two is missing, or no gradient
# is left when step() is called."""
# hint.es = """
# No se mueve el discriminador. backward() calcula los gradientes, y es optimizer.step() lo que
# cambia los parámetros según ellos: falta una de las dos llamadas, o cuando se llama a step() ya no
# queda ningún gradiente."""
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
