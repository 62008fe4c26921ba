# /// wrong answer
# check = "test_train_steps"
# kind = "wrong_value"
# hint.en = """
# One optimiser holds both networks, so that the generator's step also moves the discriminator, in
# the generator's favour. Each player has one of its own."""
# hint.es = """
# Un solo optimizador tiene las dos redes, así que el paso del generador mueve también al
# discriminador, a favor del generador. Cada jugador tiene el suyo."""
# ///
"""One Adam for the parameters of both players."""


def train_gan(
    generator: nn.Module,
    discriminator: nn.Module,
    batches: Iterable[tuple[Tensor, Tensor, Tensor]],
    d_loss: Callable[[Tensor, Tensor], Tensor],
    g_loss: Callable[[Tensor], Tensor],
    lr: float,
    decay: float,
) -> tuple[nn.Module, list[tuple[float, float]]]:
    both = [*generator.parameters(), *discriminator.parameters()]
    d_optimizer = g_optimizer = torch.optim.Adam(both, lr=lr, betas=(0.5, 0.999))
    average = copy.deepcopy(generator)
    losses = []
    for real, z_d, z_g in batches:
        d_value = discriminator_step(generator, discriminator, d_optimizer, real, z_d, d_loss)
        g_value = generator_step(generator, discriminator, g_optimizer, z_g, g_loss)
        update_average(average, generator, decay)
        losses.append((d_value, g_value))
    return average, losses
