# /// wrong answer
# check = "test_d_minimax"
# kind = "wrong_value"
# hint.en = """
# Your loss is half of what is asked for: the two means are added, not averaged. Only the least
# squares have a factor 1/2."""
# hint.es = """
# Tu pérdida es la mitad de la que se pide: las dos medias se suman, no se promedian. Solo los
# mínimos cuadrados llevan un factor 1/2."""
# ///
"""The mean of the two halves in place of their sum."""


def discriminator_loss(real: Tensor, fake: Tensor, kind: str) -> Tensor:
    if kind == "least_squares":
        return ((real - 1) ** 2).mean() / 2 + (fake**2).mean() / 2
    if kind == "hinge":
        return F.relu(1 - real).mean() + F.relu(1 + fake).mean()
    if kind == "wasserstein":
        return fake.mean() - real.mean()
    return (F.softplus(-real).mean() + F.softplus(fake).mean()) / 2
