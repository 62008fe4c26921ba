# /// wrong answer
# check = "test_g_step_updates"
# kind = "wrong_value"
# hint.en = """
# You put the discriminator in eval mode for the generator's step. With batch normalisation it then
# judges otherwise than it was trained to. Leave the modes alone."""
# hint.es = """
# Pones el discriminador en modo eval para el paso del generador. Con normalización por lotes juzga
# entonces de otro modo que como se entrenó. No toques los modos."""
# ///
"""The discriminator is put in eval mode."""


def generator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    z: Tensor,
    loss: Callable[[Tensor], Tensor],
) -> float:
    training = discriminator.training
    discriminator.eval()
    value = loss(discriminator(generator(z)))
    discriminator.train(training)
    optimizer.zero_grad()
    value.backward()
    optimizer.step()
    return value.item()
