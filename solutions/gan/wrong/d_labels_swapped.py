# /// wrong answer
# check = "test_d_minimax"
# kind = "wrong_value"
# hint.en = """
# Your loss falls when the discriminator takes real data for fake and fake for real. Real data have
# the label 1: their logits are to be large, so the loss has to fall when they rise."""
# hint.es = """
# Tu pérdida baja cuando el discriminador toma lo real por falso y lo falso por real. Los datos
# reales llevan la etiqueta 1: sus logits deben ser grandes, así que la pérdida tiene que bajar
# cuando suben."""
# ///
"""The discriminator's labels are swapped."""


def discriminator_loss(real: Tensor, fake: Tensor, kind: str) -> Tensor:
    if kind == "least_squares":
        return ((real - 1) ** 2).mean() / 2 + (fake**2).mean() / 2
    if kind == "hinge":
        return F.relu(1 - real).mean() + F.relu(1 + fake).mean()
    if kind == "wasserstein":
        return fake.mean() - real.mean()
    return F.softplus(real).mean() + F.softplus(-fake).mean()
