# /// wrong answer
# check = "test_ring_first_steps"
# kind = "broken_property"
# hint.en = """
# You draw one minibatch and use it in every step: the discriminator never sees the rest of the
# data. Draw new points for each step."""
# hint.es = """
# Tomas un solo minilote y lo usas en todos los pasos: el discriminador nunca ve el resto de los
# datos. Toma puntos nuevos en cada paso."""
# ///
"""One minibatch, drawn before the loop, is used in all steps."""


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
        real = x[torch.randint(len(x), (batch_size,))]
        for _ in range(steps):
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
