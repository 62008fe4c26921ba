# /// wrong answer
# check = "test_d_saturated"
# kind = "wrong_value"
# hint.en = """
# The small number that you add before the logarithm keeps it finite, but cuts the loss off at about
# 18, and with it the gradient of those who are most wrong. Work with logits: F.softplus needs no
# such help."""
# hint.es = """
# El número pequeño que sumas antes del logaritmo lo mantiene finito, pero corta la pérdida en torno
# a 18, y con ella el gradiente de quienes más se equivocan. Trabaja con logits: F.softplus no
# necesita esa ayuda."""
# ///
"""A small number is added before the logarithm is taken."""


def discriminator_loss(real: Tensor, fake: Tensor, kind: str) -> Tensor:
    if kind == "least_squares":
        return ((real - 1) ** 2).mean() / 2 + (fake**2).mean() / 2
    if kind == "hinge":
        return F.relu(1 - real).mean() + F.relu(1 + fake).mean()
    if kind == "wasserstein":
        return fake.mean() - real.mean()
    p, q = torch.sigmoid(real), torch.sigmoid(fake)
    return -torch.log(p + 1e-8).mean() - torch.log(1 - q + 1e-8).mean()
