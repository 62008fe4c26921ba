# /// wrong answer
# check = "test_train_steps"
# kind = "wrong_value"
# hint.en = """
# Your Adams have the betas (0.9, 0.999). Such a long memory makes two players circle round each
# other; asked for are (0.5, 0.999)."""
# hint.es = """
# Tus Adam tienen los betas (0.9, 0.999). Una memoria tan larga hace que dos jugadores giren uno en
# torno al otro; se piden (0.5, 0.999)."""
# ///
"""Adam keeps its default betas."""


def train_gan(
    generator: nn.Module,
    discriminator: nn.Module,
    batches: Iterable[tuple[Tensor, Tensor, Tensor]],
    d_loss: Callable[[Tensor, Tensor], Tensor],
    g_loss: Callable[[Tensor], Tensor],
    lr: float,
    decay: float,
) -> tuple[nn.Module, list[tuple[float, float]]]:
    d_optimizer = torch.optim.Adam(discriminator.parameters(), lr=lr)
    g_optimizer = torch.optim.Adam(generator.parameters(), lr=lr)
    average = copy.deepcopy(generator)
    losses = []
    for real, z_d, z_g in batches:
        d_value = discriminator_step(generator, discriminator, d_optimizer, real, z_d, d_loss)
        g_value = generator_step(generator, discriminator, g_optimizer, z_g, g_loss)
        update_average(average, generator, decay)
        losses.append((d_value, g_value))
    return average, losses
