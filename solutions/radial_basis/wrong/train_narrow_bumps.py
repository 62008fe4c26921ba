# /// wrong answer
# check = "test_trained_sinc"
# kind = "did_not_converge"
# hint.en = """
# Your bumps are so narrow that nothing answers between two centres. A bump has to reach its
# neighbours."""
# hint.es = """
# Tus campanas son tan estrechas que entre dos centros no responde ninguna. Una campana debe
# alcanzar a sus vecinas."""
# ///
"""A tenth of the width: the bumps do not reach their neighbours."""


def train_rbf(
    X: Tensor, y: Tensor, K: int, l2: float, seed: int
) -> tuple[Tensor, float | Tensor, Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    C = X[torch.randperm(len(X), generator=generator)[:K]]
    _, moved = kmeans_step(X, C)
    while not torch.equal(moved, C):
        C = moved
        _, moved = kmeans_step(X, C)
    sigma = common_width(C) / 10
    return C, sigma, *fit_rbf(X, y, C, sigma, l2)
