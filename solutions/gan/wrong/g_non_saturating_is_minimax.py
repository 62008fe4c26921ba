# /// wrong answer
# check = "test_g_non_saturating"
# kind = "wrong_value"
# hint.en = """
# With "non_saturating" you still compute log(1 - D(G(z))). Its gradient is nearly 0 just where the
# generator is worst; asked for is -log D(G(z))."""
# hint.es = """
# Con "non_saturating" sigues calculando log(1 - D(G(z))). Su gradiente es casi 0 justo donde el
# generador es peor; se pide -log D(G(z))."""
# ///
"""The saturating loss where the other is asked for."""


def generator_loss(fake: Tensor, kind: str) -> Tensor:
    if kind == "minimax":
        return -F.softplus(fake).mean()
    if kind == "non_saturating":
        return -F.softplus(fake).mean()
    if kind == "least_squares":
        return ((fake - 1) ** 2).mean() / 2
    return -fake.mean()
