# /// wrong answer
# check = "test_ring_settings"
# kind = "broken_property"
# hint.en = """
# Your ring is trained with the least squares losses. It is the non-saturating ones that are asked
# for here."""
# hint.es = """
# Tu anillo se entrena con las pérdidas de mínimos cuadrados. Aquí se piden las que no se
# saturan."""
# ///
"""The ring is trained with the least squares losses."""


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

    def batches() -> Iterator[tuple[Tensor, Tensor, Tensor]]:
        for _ in range(steps):
            real = x[torch.randint(len(x), (batch_size,))]
            yield real, torch.randn(batch_size, latent_size), torch.randn(batch_size, latent_size)

    return train_gan(
        generator,
        discriminator,
        batches(),
        lambda real, fake: discriminator_loss(real, fake, "least_squares"),
        lambda fake: generator_loss(fake, "least_squares"),
        lr,
        decay,
    )
