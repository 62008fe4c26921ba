# /// wrong answer
# check = "test_trained_centres"
# kind = "broken_property"
# hint.en = """
# You take ten steps of k-means. With many centres that is not enough: go on until a step moves none
# of them."""
# hint.es = """
# Das diez pasos de k-means. Con muchos centros no bastan: sigue hasta que un paso no mueva a
# ninguno."""
# ///
"""Ten steps of k-means, whether it has ended or not."""


def train_rbf(
    X: Tensor, y: Tensor, K: int, l2: float, seed: int
) -> tuple[Tensor, float | Tensor, Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    C = X[torch.randperm(len(X), generator=generator)[:K]]
    for _ in range(10):
        _, C = kmeans_step(X, C)
    sigma = common_width(C)
    return C, sigma, *fit_rbf(X, y, C, sigma, l2)
