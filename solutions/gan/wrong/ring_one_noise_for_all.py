# /// wrong answer
# check = "test_ring_first_steps"
# kind = "broken_property"
# hint.en = """
# You draw the latent vectors once and use them in every step: the generator learns what to do with
# these few, and nothing about others. Draw new ones for each step."""
# hint.es = """
# Sorteas los vectores latentes una sola vez y los usas en todos los pasos: el generador aprende qué
# hacer con esos pocos y nada sobre los demás. Sortea otros en cada paso."""
# ///
"""The latent vectors are drawn once, before the loop."""


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
        z = torch.randn(batch_size, latent_size)
        for _ in range(steps):
            yield x[torch.randint(len(x), (batch_size,))], z, z

    return train_gan(
        generator,
        discriminator,
        batches(),
        lambda real, fake: discriminator_loss(real, fake, "non_saturating"),
        lambda fake: generator_loss(fake, "non_saturating"),
        lr,
        decay,
    )
