# /// wrong answer
# check = "test_train_normal"
# kind = "did_not_converge"
# hint.en = """
# You stop when the generator's loss no longer falls. In a game the losses do not say how good the
# samples are: while both learn, neither falls. Play all the rounds."""
# hint.es = """
# Paras cuando la pérdida del generador deja de bajar. En un juego las pérdidas no dicen cuán buenas
# son las muestras: mientras ambos aprenden, ninguna baja. Juega todas las rondas."""
# ///
"""Training ends when the generator's loss no longer falls."""


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
        if len(losses) > 20 and losses[-1][1] > losses[-20][1]:
            break
    return average, losses
