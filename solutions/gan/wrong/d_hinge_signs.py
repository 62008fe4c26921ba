# /// wrong answer
# check = "test_d_hinge"
# kind = "wrong_value"
# hint.en = """
# In your hinge real logits cost something above -1, fake ones below 1: the wrong side of both. A
# real logit costs nothing once it is above 1."""
# hint.es = """
# En tu bisagra los logits reales cuestan por encima de -1, y los falsos por debajo de 1: el lado
# equivocado en ambos. Un logit real no cuesta nada cuando pasa de 1."""
# ///
"""The signs in the hinge are exchanged."""


def discriminator_loss(real: Tensor, fake: Tensor, kind: str) -> Tensor:
    if kind == "least_squares":
        return ((real - 1) ** 2).mean() / 2 + (fake**2).mean() / 2
    if kind == "hinge":
        return F.relu(1 + real).mean() + F.relu(1 - fake).mean()
    if kind == "wasserstein":
        return fake.mean() - real.mean()
    return F.softplus(-real).mean() + F.softplus(fake).mean()
