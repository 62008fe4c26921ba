# /// wrong answer
# check = "test_trained_weights"
# kind = "broken_property"
# hint.en = """
# Your weights belong to the centres that you began with. They have to be fitted to the centres that
# you return."""
# hint.es = """
# Tus pesos son los de los centros con los que empezaste. Hay que ajustarlos a los centros que
# devuelves."""
# ///
"""The weights are those of the first centres."""


def train_rbf(
    X: Tensor, y: Tensor, K: int, l2: float, seed: int
) -> tuple[Tensor, float | Tensor, Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    C = X[torch.randperm(len(X), generator=generator)[:K]]
    first = C
    _, moved = kmeans_step(X, C)
    while not torch.equal(moved, C):
        C = moved
        _, moved = kmeans_step(X, C)
    sigma = common_width(C)
    return C, sigma, *fit_rbf(X, y, first, sigma, l2)
