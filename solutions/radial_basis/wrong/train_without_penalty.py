# /// wrong answer
# check = "test_trained_weights"
# kind = "broken_property"
# hint.en = """
# Your weights are fitted without the penalty: l2 does not get from train_rbf to the fit."""
# hint.es = """
# Tus pesos están ajustados sin penalización: l2 no llega desde train_rbf hasta el ajuste."""
# ///
"""l2 is not passed on."""


def train_rbf(
    X: Tensor, y: Tensor, K: int, l2: float, seed: int
) -> tuple[Tensor, float | Tensor, Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    C = X[torch.randperm(len(X), generator=generator)[:K]]
    _, moved = kmeans_step(X, C)
    while not torch.equal(moved, C):
        C = moved
        _, moved = kmeans_step(X, C)
    sigma = common_width(C)
    return C, sigma, *fit_rbf(X, y, C, sigma)
