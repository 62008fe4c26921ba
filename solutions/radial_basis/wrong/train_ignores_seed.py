# /// wrong answer
# check = "test_trained_seed"
# kind = "broken_property"
# hint.en = """
# Your network is the same whatever the seed is. The generator has to start from seed."""
# hint.es = """
# Tu red es la misma sea cual sea la semilla. El generador debe partir de seed."""
# ///
"""The generator always starts from 0."""


def train_rbf(
    X: Tensor, y: Tensor, K: int, l2: float, seed: int
) -> tuple[Tensor, float | Tensor, Tensor, Tensor]:
    generator = torch.Generator().manual_seed(0)
    C = X[torch.randperm(len(X), generator=generator)[:K]]
    _, moved = kmeans_step(X, C)
    while not torch.equal(moved, C):
        C = moved
        _, moved = kmeans_step(X, C)
    sigma = common_width(C)
    return C, sigma, *fit_rbf(X, y, C, sigma, l2)
