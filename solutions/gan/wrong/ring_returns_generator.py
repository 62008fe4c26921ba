# /// wrong answer
# check = "test_ring_settings"
# kind = "broken_property"
# hint.en = """
# What you return does not depend on decay: it is the generator of the last step, not the average of
# its parameters."""
# hint.es = """
# Lo que devuelves no depende de decay: es el generador del último paso, no la media de sus
# parámetros."""
# ///
"""The generator of the last step is returned in place of its average."""


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

    _, losses = train_gan(
        generator,
        discriminator,
        batches(),
        lambda real, fake: discriminator_loss(real, fake, "non_saturating"),
        lambda fake: generator_loss(fake, "non_saturating"),
        lr,
        decay,
    )
    return generator, losses
