# /// wrong answer
# check = "test_ring_reproducible"
# kind = "broken_property"
# hint.en = """
# The same seed gives two different generators: the initial weights come from it, but not the
# minibatches or the noise."""
# hint.es = """
# La misma semilla da dos generadores distintos: de ella salen los pesos iniciales, pero no los
# minilotes o el ruido."""
# ///
"""Only the initial weights come from the seed."""


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
    with torch.random.fork_rng():
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
        lambda real, fake: discriminator_loss(real, fake, "non_saturating"),
        lambda fake: generator_loss(fake, "non_saturating"),
        lr,
        decay,
    )
