# /// wrong answer
# check = "test_trained_seed"
# kind = "broken_property"
# hint.en = """
# The same seed gives you different networks: you draw without it. All randomness has to come from
# seed."""
# hint.es = """
# La misma semilla te da redes distintas: sorteas sin ella. Todo el azar debe salir de seed."""
# ///
"""The rows come from the global generator."""


def train_rbf(
    X: Tensor, y: Tensor, K: int, l2: float, seed: int
) -> tuple[Tensor, float | Tensor, Tensor, Tensor]:
    C = X[torch.randperm(len(X))[:K]]
    _, moved = kmeans_step(X, C)
    while not torch.equal(moved, C):
        C = moved
        _, moved = kmeans_step(X, C)
    sigma = common_width(C)
    return C, sigma, *fit_rbf(X, y, C, sigma, l2)
