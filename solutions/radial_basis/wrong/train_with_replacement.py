# /// wrong answer
# check = "test_trained_all_rows"
# kind = "broken_property"
# hint.en = """
# A row can be drawn twice: then two centres begin in the same place, and one of them never gets a
# point. Draw different rows."""
# hint.es = """
# Una fila puede salir dos veces: entonces dos centros empiezan en el mismo sitio, y uno de ellos
# nunca recibe un punto. Toma filas distintas."""
# ///
"""The rows are drawn with replacement."""


def train_rbf(
    X: Tensor, y: Tensor, K: int, l2: float, seed: int
) -> tuple[Tensor, float | Tensor, Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    C = X[torch.randint(len(X), (K,), generator=generator)]
    _, moved = kmeans_step(X, C)
    while not torch.equal(moved, C):
        C = moved
        _, moved = kmeans_step(X, C)
    sigma = common_width(C)
    return C, sigma, *fit_rbf(X, y, C, sigma, l2)
