# /// wrong answer
# check = "test_d_wasserstein"
# kind = "wrong_value"
# hint.en = """
# You put the critic's scores through a sigmoid. They are no probabilities but heights: the loss
# takes them as they are."""
# hint.es = """
# Pasas las puntuaciones del crítico por una sigmoide. No son probabilidades sino alturas: la
# pérdida las toma tal cual."""
# ///
"""A critic with a sigmoid."""


def discriminator_loss(real: Tensor, fake: Tensor, kind: str) -> Tensor:
    if kind == "least_squares":
        return ((real - 1) ** 2).mean() / 2 + (fake**2).mean() / 2
    if kind == "hinge":
        return F.relu(1 - real).mean() + F.relu(1 + fake).mean()
    if kind == "wasserstein":
        return torch.sigmoid(fake).mean() - torch.sigmoid(real).mean()
    return F.softplus(-real).mean() + F.softplus(fake).mean()
