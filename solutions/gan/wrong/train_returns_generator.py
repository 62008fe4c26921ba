# /// wrong answer
# check = "test_train_steps"
# kind = "wrong_value"
# hint.en = """
# You return the generator as it is at the end. Asked for is its average over the training, which
# circles much less."""
# hint.es = """
# Devuelves el generador tal como queda al final. Se pide su media durante el entrenamiento, que
# gira mucho menos."""
# ///
"""The generator is returned, not its average."""


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
        d_value = discriminator_step(generator, discriminator, d_optimizer, real, z_d, d_loss)
        g_value = generator_step(generator, discriminator, g_optimizer, z_g, g_loss)
        update_average(average, generator, decay)
        losses.append((d_value, g_value))
    return generator, losses
