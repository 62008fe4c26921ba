# /// wrong answer
# check = "test_trained_sinc"
# kind = "did_not_converge"
# hint.en = """
# Your bumps are as wide as all the centres together: they are nearly the same function, and with a
# penalty nothing fine can be made of them."""
# hint.es = """
# Tus campanas son tan anchas como todos los centros juntos: son casi la misma función, y con una
# penalización no se puede formar nada fino con ellas."""
# ///
"""The largest distance between two centres for a width."""


def train_rbf(
    X: Tensor, y: Tensor, K: int, l2: float, seed: int
) -> tuple[Tensor, float | Tensor, Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    C = X[torch.randperm(len(X), generator=generator)[:K]]
    _, moved = kmeans_step(X, C)
    while not torch.equal(moved, C):
        C = moved
        _, moved = kmeans_step(X, C)
    sigma = squared_distances(C, C).max().sqrt().item()
    return C, sigma, *fit_rbf(X, y, C, sigma, l2)
