# /// wrong answer
# check = "test_train_steps"
# kind = "wrong_value"
# hint.en = """
# Your optimisers are Adamax, which divides by the largest gradient so far. The first step is that
# of Adam, the others are not. Adam is asked for."""
# hint.es = """
# Tus optimizadores son Adamax, que divide entre el mayor gradiente hasta ahora. El primer paso es
# el de Adam, los demás no. Se pide Adam."""
# ///
"""Adamax in place of Adam."""


def train_gan(
    generator: nn.Module,
    discriminator: nn.Module,
    batches: Iterable[tuple[Tensor, Tensor, Tensor]],
    d_loss: Callable[[Tensor, Tensor], Tensor],
    g_loss: Callable[[Tensor], Tensor],
    lr: float,
    decay: float,
) -> tuple[nn.Module, list[tuple[float, float]]]:
    d_optimizer = torch.optim.Adamax(discriminator.parameters(), lr=lr, betas=(0.5, 0.999))
    g_optimizer = torch.optim.Adamax(generator.parameters(), lr=lr, betas=(0.5, 0.999))
    average = copy.deepcopy(generator)
    losses = []
    for real, z_d, z_g in batches:
        d_value = discriminator_step(generator, discriminator, d_optimizer, real, z_d, d_loss)
        g_value = generator_step(generator, discriminator, g_optimizer, z_g, g_loss)
        update_average(average, generator, decay)
        losses.append((d_value, g_value))
    return average, losses
