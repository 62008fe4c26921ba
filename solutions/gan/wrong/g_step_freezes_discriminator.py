# /// wrong answer
# check = "test_g_step_leaves_discriminator"
# kind = "wrong_value"
# hint.en = """
# After your step the discriminator's parameters no longer ask for gradients: its next step will not
# move it. Who freezes has to thaw."""
# hint.es = """
# Tras tu paso los parámetros del discriminador ya no piden gradientes: su próximo paso no lo
# moverá. Quien congela tiene que descongelar."""
# ///
"""The discriminator stays frozen after the generator's step."""


def generator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    z: Tensor,
    loss: Callable[[Tensor], Tensor],
) -> float:
    discriminator.requires_grad_(False)
    value = loss(discriminator(generator(z)))
    optimizer.zero_grad()
    value.backward()
    optimizer.step()
    return value.item()
