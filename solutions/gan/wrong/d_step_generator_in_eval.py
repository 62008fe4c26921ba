# /// wrong answer
# check = "test_d_step_updates"
# kind = "wrong_value"
# hint.en = """
# You put the generator in eval mode for its fake data. With batch normalisation these are then
# others than those that it is trained with. Leave the modes alone."""
# hint.es = """
# Pones el generador en modo eval para crear los datos falsos. Con normalización por lotes son
# entonces otros que aquellos con los que se entrena. No toques los modos."""
# ///
"""The generator is put in eval mode to make the fake data."""


def discriminator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    real: Tensor,
    z: Tensor,
    loss: Callable[[Tensor, Tensor], Tensor],
) -> float:
    training = generator.training
    generator.eval()
    with torch.no_grad():
        fake = generator(z)
    generator.train(training)
    value = loss(discriminator(real), discriminator(fake))
    optimizer.zero_grad()
    value.backward()
    optimizer.step()
    return value.item()
