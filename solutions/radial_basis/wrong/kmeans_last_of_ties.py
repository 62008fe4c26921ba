# /// wrong answer
# check = "test_kmeans_ties"
# kind = "wrong_value"
# hint.en = """
# Of several centres that are equally near you take the last. The first is asked for: a comparison
# with ≤ in a loop does that, where < is meant."""
# hint.es = """
# De varios centros a la misma distancia tomas el último. Se pide el primero: eso pasa con un ≤ en
# un bucle donde debía ir un <."""
# ///
"""Of centres that are equally near, the last one wins."""


def kmeans_step(X: Tensor, C: Tensor) -> tuple[Tensor, Tensor]:
    labels = len(C) - 1 - squared_distances(X, C).flip(1).argmin(dim=1)
    moved = C.clone()
    for k in labels.unique():
        moved[k] = X[labels == k].mean(dim=0)
    return labels, moved
