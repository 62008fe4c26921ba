# /// wrong answer
# check = "test_d_minimax"
# kind = "wrong_value"
# hint.en = """
# A sigmoid acts twice: once on the logits, and once more inside a loss that expects logits. The
# loss can then never come near 0, nor above about 1.3."""
# hint.es = """
# La sigmoide actúa dos veces: una sobre los logits y otra dentro de una pérdida que espera logits.
# Así la pérdida nunca se acerca a 0 ni pasa de 1.3, más o menos."""
# ///
"""A sigmoid before a loss that takes logits."""


def discriminator_loss(real: Tensor, fake: Tensor, kind: str) -> Tensor:
    if kind == "least_squares":
        return ((real - 1) ** 2).mean() / 2 + (fake**2).mean() / 2
    if kind == "hinge":
        return F.relu(1 - real).mean() + F.relu(1 + fake).mean()
    if kind == "wasserstein":
        return fake.mean() - real.mean()
    real, fake = torch.sigmoid(real), torch.sigmoid(fake)
    return F.softplus(-real).mean() + F.softplus(fake).mean()
