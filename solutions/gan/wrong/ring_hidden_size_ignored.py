# /// wrong answer
# check = "test_ring_settings"
# kind = "broken_property"
# hint.en = """
# Both networks have 64 hidden units, whatever hidden_size is. Look for a number where the argument
# belongs."""
# hint.es = """
# Ambas redes tienen 64 unidades ocultas, sea cual sea hidden_size. Busca un número donde debería
# estar el argumento."""
# ///
"""Both networks have 64 hidden units, whatever hidden_size is."""


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
    generator = Generator(latent_size, 64, 2)
    discriminator = Discriminator(2, 64)

    def batches() -> Iterator[tuple[Tensor, Tensor, Tensor]]:
        for _ in range(steps):
            real = x[torch.randint(len(x), (batch_size,))]
            yield real, torch.randn(batch_size, latent_size), torch.randn(batch_size, latent_size)

    return train_gan(
        generator,
        discriminator,
        batches(),
        lambda real, fake: discriminator_loss(real, fake, "non_saturating"),
        lambda fake: generator_loss(fake, "non_saturating"),
        lr,
        decay,
    )
