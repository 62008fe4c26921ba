# /// wrong answer
# check = "test_train_steps"
# kind = "wrong_value"
# hint.en = """
# In each of your rounds the generator plays first. The discriminator is to be a step ahead: it
# comes first."""
# hint.es = """
# En cada una de tus rondas juega primero el generador. El discriminador debe ir un paso por
# delante: va primero."""
# ///
"""The generator plays first."""


def train_gan(
    generator: nn.Module,
    discriminator: nn.Module,
    batches: Iterable[tuple[Tensor, Tensor, Tensor]],
    d_loss: Callable[[Tensor, Tensor], Tensor],
    g_loss: Callable[[Tensor], Tensor],
    lr: float,
    decay: float,
) -> tuple[nn.Module, list[tuple[float, float]]]:
    d_optimizer = torch.optim.Adam(discriminator.parameters(), lr=lr, betas=(0.5, 0.999))
    g_optimizer = torch.optim.Adam(generator.parameters(), lr=lr, betas=(0.5, 0.999))
    average = copy.deepcopy(generator)
    losses = []
    for real, z_d, z_g in batches:
        g_value = generator_step(generator, discriminator, g_optimizer, z_g, g_loss)
        d_value = discriminator_step(generator, discriminator, d_optimizer, real, z_d, d_loss)
        update_average(average, generator, decay)
        losses.append((d_value, g_value))
    return average, losses
