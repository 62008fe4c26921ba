# /// wrong answer
# check = "test_d_saturated"
# kind = "not_finite"
# hint.en = """
# Far out a sigmoid rounds to 0 or 1, and the logarithm of 0 is infinite. Write log σ(s) as one
# function of the logit, such as F.logsigmoid or F.softplus."""
# hint.es = """
# Lejos del cero la sigmoide se redondea a 0 o 1, y el logaritmo de 0 es infinito. Escribe log σ(s)
# como una sola función del logit, como F.logsigmoid o F.softplus."""
# ///
"""The logarithm of a sigmoid, which is 0 far out."""


def discriminator_loss(real: Tensor, fake: Tensor, kind: str) -> Tensor:
    if kind == "least_squares":
        return ((real - 1) ** 2).mean() / 2 + (fake**2).mean() / 2
    if kind == "hinge":
        return F.relu(1 - real).mean() + F.relu(1 + fake).mean()
    if kind == "wasserstein":
        return fake.mean() - real.mean()
    return -torch.log(torch.sigmoid(real)).mean() - torch.log(1 - torch.sigmoid(fake)).mean()
