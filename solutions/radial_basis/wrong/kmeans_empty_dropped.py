# /// wrong answer
# check = "test_kmeans_empty"
# kind = "wrong_shape"
# hint.en = """
# You return fewer centres than you were given: those without points are gone. They should stay
# where they were."""
# hint.es = """
# Devuelves menos centros de los que recibiste: los que no tienen puntos desaparecen. Deben quedarse
# donde estaban."""
# ///
"""Centres without points are dropped."""


def kmeans_step(X: Tensor, C: Tensor) -> tuple[Tensor, Tensor]:
    labels = squared_distances(X, C).argmin(dim=1)
    return labels, torch.stack([X[labels == k].mean(dim=0) for k in labels.unique()])
