# /// wrong answer
# check = "test_d_minimax"
# kind = "wrong_value"
# hint.en = """
# You take one mean over all logits together, so that the larger batch weighs more. The statement
# has two means, each over its own batch, and adds them."""
# hint.es = """
# Tomas una sola media sobre todos los logits juntos, así que el lote mayor pesa más. En el
# enunciado hay dos medias, cada una sobre su propio lote, que se suman."""
# ///
"""One mean over the real and fake batch together."""


def discriminator_loss(real: Tensor, fake: Tensor, kind: str) -> Tensor:
    if kind == "least_squares":
        return ((real - 1) ** 2).mean() / 2 + (fake**2).mean() / 2
    if kind == "hinge":
        return F.relu(1 - real).mean() + F.relu(1 + fake).mean()
    if kind == "wasserstein":
        return fake.mean() - real.mean()
    logits = torch.cat([real, fake])
    labels = torch.cat([torch.ones_like(real), torch.zeros_like(fake)])
    return F.binary_cross_entropy_with_logits(logits, labels)
