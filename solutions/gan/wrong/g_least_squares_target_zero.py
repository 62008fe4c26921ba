# /// wrong answer
# check = "test_g_least_squares"
# kind = "wrong_value"
# hint.en = """
# Your generator wants its logits to be 0, the label of fakes. It wants to be taken for real: which
# number is that?"""
# hint.es = """
# Tu generador quiere que sus logits sean 0, la etiqueta de lo falso. Lo que quiere es pasar por
# real: ¿qué número es ese?"""
# ///
"""The generator's least squares aim at 0."""


def generator_loss(fake: Tensor, kind: str) -> Tensor:
    if kind == "minimax":
        return -F.softplus(fake).mean()
    if kind == "non_saturating":
        return F.softplus(-fake).mean()
    if kind == "least_squares":
        return (fake**2).mean() / 2
    return -fake.mean()
