# /// wrong answer
# check = "test_g_step_updates"
# kind = "wrong_value"
# hint.en = """
# The generator does not move. backward() computes the gradients, and optimizer.step() changes the
# parameters along them: one of the two is missing, or the gradients are cleared between them."""
# hint.es = """
# El generador no se mueve. backward() calcula los gradientes, y optimizer.step() cambia los
# parámetros según ellos: falta una de las dos llamadas, o los gradientes se borran entre una y
# otra."""
# ///
"""The gradient is computed, and no step is taken."""


def generator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    z: Tensor,
    loss: Callable[[Tensor], Tensor],
) -> float:
    value = loss(discriminator(generator(z)))
    optimizer.zero_grad()
    value.backward()
    return value.item()
