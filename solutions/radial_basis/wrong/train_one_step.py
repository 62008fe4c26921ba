# /// wrong answer
# check = "test_trained_centres"
# kind = "broken_property"
# hint.en = """
# Your centres are not the means of their points: they have moved once. After each step other points
# are nearest, so k-means goes on until no centre moves."""
# hint.es = """
# Tus centros no son las medias de sus puntos: se movieron una vez. Tras cada paso son otros los
# puntos más cercanos, así que k-means sigue hasta que ningún centro se mueve."""
# ///
"""One step of k-means."""


def train_rbf(
    X: Tensor, y: Tensor, K: int, l2: float, seed: int
) -> tuple[Tensor, float | Tensor, Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    C = X[torch.randperm(len(X), generator=generator)[:K]]
    _, C = kmeans_step(X, C)
    sigma = common_width(C)
    return C, sigma, *fit_rbf(X, y, C, sigma, l2)
