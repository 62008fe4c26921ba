# /// wrong answer
# check = "test_d_saturated"
# kind = "not_finite"
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
