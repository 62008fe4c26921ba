# /// wrong answer
# check = "test_kmeans_empty"
# kind = "wrong_value"
# hint.en = """
# A centre without points goes to the origin: a sum of nothing is 0, whatever you divide it by. It
# should stay where it was."""
# hint.es = """
# Un centro sin puntos se va al origen: una suma de nada es 0, la dividas entre lo que la dividas.
# Debe quedarse donde estaba."""
# ///
"""A centre without points goes to the origin."""


def kmeans_step(X: Tensor, C: Tensor) -> tuple[Tensor, Tensor]:
    labels = squared_distances(X, C).argmin(dim=1)
    belongs = (labels[:, None] == torch.arange(len(C))).to(X.dtype)
    return labels, belongs.T @ X / belongs.sum(dim=0).clamp(min=1)[:, None]
