# /// wrong answer
# check = "test_ring_settings"
# kind = "broken_property"
# hint.en = """
# Your generator is trained with the minimax loss, whose gradient is almost zero where the
# discriminator is sure. It is the non-saturating one that is asked for here."""
# hint.es = """
# Tu generador se entrena con la pérdida minimax, cuyo gradiente es casi cero donde el discriminador
# está seguro. Aquí se pide la que no se satura."""
# ///
"""The generator of the ring is trained with the minimax loss."""


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
        lambda real, fake: discriminator_loss(real, fake, "non_saturating"),
        lambda fake: generator_loss(fake, "minimax"),
        lr,
        decay,
    )
