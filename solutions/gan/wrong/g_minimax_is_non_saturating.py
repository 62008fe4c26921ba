# /// wrong answer
# check = "test_g_minimax"
# kind = "wrong_value"
# hint.en = """
# With "minimax" you compute -log D(G(z)), the loss that does not saturate. Minimax is log(1 -
# D(G(z)))."""
# hint.es = """
# Con "minimax" calculas -log D(G(z)), la pérdida que no se satura. Minimax es log(1 - D(G(z)))."""
# ///
"""The non-saturating loss where minimax is asked for."""


def generator_loss(fake: Tensor, kind: str) -> Tensor:
    if kind == "minimax":
        return F.softplus(-fake).mean()
    if kind == "non_saturating":
        return F.softplus(-fake).mean()
    if kind == "least_squares":
        return ((fake - 1) ** 2).mean() / 2
    return -fake.mean()
