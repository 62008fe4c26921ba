# /// wrong answer
# check = "test_g_minimax"
# kind = "no_gradient"
# hint.en = """
# The value is right, but no gradient goes back to the logits, so the generator can't learn from it.
# Look for .detach(), .item(), .data or torch.tensor(…) on its way."""
# hint.es = """
# El valor es correcto, pero ningún gradiente vuelve a los logits, así que el generador no puede
# aprender de él. Busca .detach(), .item(), .data o torch.tensor(…) en su camino."""
# ///
"""The generator's loss is cut off from its logits."""


def generator_loss(fake: Tensor, kind: str) -> Tensor:
    fake = fake.detach()
    if kind == "minimax":
        return -F.softplus(fake).mean()
    if kind == "non_saturating":
        return F.softplus(-fake).mean()
    if kind == "least_squares":
        return ((fake - 1) ** 2).mean() / 2
    return -fake.mean()
