# /// wrong answer
# check = "test_train_steps"
# kind = "wrong_value"
# hint.en = """
# The average that you return is what the generator was before the first step: it is never updated.
# Call update_average after each step of the generator."""
# hint.es = """
# La media que devuelves es lo que era el generador antes del primer paso: nunca se actualiza. Llama
# a update_average tras cada paso del generador."""
# ///
"""The average is never updated."""


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
        losses.append((d_value, g_value))
    return average, losses
