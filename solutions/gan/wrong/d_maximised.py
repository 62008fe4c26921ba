# /// wrong answer
# check = "test_d_minimax"
# kind = "wrong_value"
# hint.en = """
# This is what the discriminator maximises, log D(x) + log(1 - D(G(z))). Returned is what it
# minimises: the optimiser goes downhill."""
# hint.es = """
# Esto es lo que el discriminador maximiza, log D(x) + log(1 - D(G(z))). Se devuelve lo que
# minimiza: el optimizador va cuesta abajo."""
# ///
"""The value of the game, which the discriminator maximises, in place of a loss."""


def discriminator_loss(real: Tensor, fake: Tensor, kind: str) -> Tensor:
    if kind == "least_squares":
        return ((real - 1) ** 2).mean() / 2 + (fake**2).mean() / 2
    if kind == "hinge":
        return F.relu(1 - real).mean() + F.relu(1 + fake).mean()
    if kind == "wasserstein":
        return fake.mean() - real.mean()
    return F.logsigmoid(real).mean() + F.logsigmoid(-fake).mean()
