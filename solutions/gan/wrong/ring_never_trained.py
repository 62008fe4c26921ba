# /// wrong answer
# check = "test_ring_shapes"
# kind = "wrong_value"
# hint.en = """
# The samples of the generator that you return are the same at learning rate 0 and at 0.02: either
# it is not the one that was trained, nor an average that was updated, or lr is not used. Look at
# what you return, and at whether what you train is the same network or a copy."""
# hint.es = """
# Las muestras del generador que devuelves son las mismas con tasa de aprendizaje 0 y con 0.02: o no
# es el que se entrenó ni una media que se haya actualizado, o lr no se usa. Mira qué devuelves y si
# lo que entrenas es esa misma red o una copia."""
# ///
"""What is returned is a copy from before the training."""


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

    untouched = copy.deepcopy(generator)
    _, losses = train_gan(
        generator,
        discriminator,
        batches(),
        lambda real, fake: discriminator_loss(real, fake, "non_saturating"),
        lambda fake: generator_loss(fake, "non_saturating"),
        lr,
        decay,
    )
    return untouched, losses
