# /// wrong answer
# check = "test_d_least_squares"
# kind = "wrong_value"
# hint.en = """
# Your least squares are twice as large as asked for: each of the two means has a factor 1/2."""
# hint.es = """
# Tus mínimos cuadrados son el doble de lo que se pide: cada una de las dos medias lleva un factor
# 1/2."""
# ///
"""Least squares without the factor 1/2."""


def discriminator_loss(real: Tensor, fake: Tensor, kind: str) -> Tensor:
    if kind == "least_squares":
        return ((real - 1) ** 2).mean() + (fake**2).mean()
    if kind == "hinge":
        return F.relu(1 - real).mean() + F.relu(1 + fake).mean()
    if kind == "wasserstein":
        return fake.mean() - real.mean()
    return F.softplus(-real).mean() + F.softplus(fake).mean()
