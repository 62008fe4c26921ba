# /// wrong answer
# check = "test_d_minimax"
# kind = "wrong_value"
# hint.en = """
# Only real logits are in your loss. A discriminator that says "real" to everything would be
# perfect: what pushes the fake logits down?"""
# hint.es = """
# En tu pérdida solo están los logits reales. Un discriminador que a todo dijera «real» sería
# perfecto: ¿qué empuja hacia abajo los logits falsos?"""
# ///
"""The fake half of the discriminator's loss is missing."""


def discriminator_loss(real: Tensor, fake: Tensor, kind: str) -> Tensor:
    if kind == "least_squares":
        return ((real - 1) ** 2).mean() / 2 + (fake**2).mean() / 2
    if kind == "hinge":
        return F.relu(1 - real).mean() + F.relu(1 + fake).mean()
    if kind == "wasserstein":
        return fake.mean() - real.mean()
    return F.softplus(-real).mean()
