# /// wrong answer
# check = "test_kmeans"
# kind = "wrong_value"
# hint.en = """
# Your labels are those of the centres after they have moved. Returned should be the labels that the
# means were taken with."""
# hint.es = """
# Tus etiquetas son las de los centros ya movidos. Se deben devolver las etiquetas con las que se
# tomaron las medias."""
# ///
"""The labels are those of the moved centres."""


def kmeans_step(X: Tensor, C: Tensor) -> tuple[Tensor, Tensor]:
    labels = squared_distances(X, C).argmin(dim=1)
    moved = C.clone()
    for k in labels.unique():
        moved[k] = X[labels == k].mean(dim=0)
    return squared_distances(X, moved).argmin(dim=1), moved
