# /// wrong answer
# check = "test_kmeans_empty"
# kind = "not_finite"
# ///
"""The mean of no points."""


def kmeans_step(X: Tensor, C: Tensor) -> tuple[Tensor, Tensor]:
    labels = squared_distances(X, C).argmin(dim=1)
    return labels, torch.stack([X[labels == k].mean(dim=0) for k in range(len(C))])
