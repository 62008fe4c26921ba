# /// wrong answer
# check = "test_ring_settings"
# kind = "broken_property"
# hint.en = """
# Your learning rate falls to 0 in the course of the steps. What is asked for is one of lr in every
# step: it is the average that calms the game down."""
# hint.es = """
# Tu tasa de aprendizaje baja hasta 0 a lo largo de los pasos. Se pide que sea lr en todos: es la
# media la que calma el juego."""
# ///
"""The learning rate falls to 0."""


def train_ring(
    x: Tensor,
    latent_size: int,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    decay: float,
    seed: int,
) -> tuple[nn.Module, list[tuple[float, float]]]:
    torch.manual_seed(seed)
    generator = Generator(latent_size, hidden_size, 2)
    discriminator = Discriminator(2, hidden_size)
    optimizers = [
        torch.optim.Adam(network.parameters(), lr=lr, betas=(0.5, 0.999))
        for network in (discriminator, generator)
    ]
    average = copy.deepcopy(generator)
    losses = []
    for step in range(steps):
        for optimizer in optimizers:
            optimizer.param_groups[0]["lr"] = lr * (1 - step / steps)
        real = x[torch.randint(len(x), (batch_size,))]
        z_d, z_g = torch.randn(2, batch_size, latent_size)
        d_value = discriminator_step(
            generator,
            discriminator,
            optimizers[0],
            real,
            z_d,
            lambda real, fake: discriminator_loss(real, fake, "non_saturating"),
        )
        g_value = generator_step(
            generator,
            discriminator,
            optimizers[1],
            z_g,
            lambda fake: generator_loss(fake, "non_saturating"),
        )
        update_average(average, generator, decay)
        losses.append((d_value, g_value))
    return average, losses
