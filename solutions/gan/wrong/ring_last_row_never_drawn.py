# /// wrong answer
# check = "test_ring_first_steps"
# kind = "broken_property"
# hint.en = """
# The last row of x is never drawn. The upper end of torch.randint is not among what it draws: for
# rows 0 to len(x) - 1 it is len(x)."""
# hint.es = """
# La última fila de x no sale nunca. El límite superior de torch.randint no está entre lo que
# sortea: para las filas de 0 a len(x) - 1 es len(x)."""
# ///
"""The upper end of randint is taken for the last one that it draws."""


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
            real = x[torch.randint(len(x) - 1, (batch_size,))]
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
