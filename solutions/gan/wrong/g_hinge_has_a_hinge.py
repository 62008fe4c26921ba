# /// wrong answer
# check = "test_g_hinge_wasserstein"
# kind = "wrong_value"
# hint.en = """
# Your generator has a hinge of its own, so that it stops learning where the logits are above 1. In
# the hinge row only the discriminator has hinges."""
# hint.es = """
# Tu generador tiene su propia bisagra, así que deja de aprender donde los logits pasan de 1. En la
# fila de bisagra solo el discriminador tiene bisagras."""
# ///
"""A hinge in the generator's loss."""


def generator_loss(fake: Tensor, kind: str) -> Tensor:
    if kind == "minimax":
        return -F.softplus(fake).mean()
    if kind == "non_saturating":
        return F.softplus(-fake).mean()
    if kind == "least_squares":
        return ((fake - 1) ** 2).mean() / 2
    if kind == "hinge":
        return F.relu(1 - fake).mean()
    return -fake.mean()
