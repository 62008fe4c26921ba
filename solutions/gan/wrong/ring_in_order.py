# /// wrong answer
# check = "test_ring_first_steps"
# kind = "broken_property"
# hint.en = """
# Your minibatches follow the order of the data, and here neighbours are of one mode: the
# discriminator sees one mode at a time, and the generator runs after it. Draw the points at
# random."""
# hint.es = """
# Tus minilotes siguen el orden de los datos, y aquí los vecinos son de un mismo modo: el
# discriminador ve un modo a la vez, y el generador corre tras él. Toma los puntos al azar."""
# ///
"""Minibatches in the order of the data."""


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
        for step in range(steps):
            real = x[(step * batch_size + torch.arange(batch_size)) % len(x)]
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
