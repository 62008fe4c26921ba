# /// wrong answer
# check = "test_knn_equal_votes"
# kind = "wrong_value"
# hint.en = """
# Where votes are equal you let the nearest neighbour decide. Here the smallest label wins."""
# hint.es = """
# Si hay los mismos votos dejas decidir al vecino más cercano. Aquí gana la etiqueta menor."""
# ///
"""Of equally many votes the nearest neighbour decides."""


def knn_predict(z: Tensor, y: Tensor, new: Tensor, k: int) -> Tensor:
    distances = (new[:, None] - z).square().sum(dim=2)
    nearest = torch.argsort(distances, dim=1, stable=True)[:, :k]
    votes = functional.one_hot(y[nearest]).sum(dim=1)
    best = votes.amax(dim=1, keepdim=True) == votes
    first = best.gather(1, y[nearest]).int().argmax(dim=1)
    return y[nearest].gather(1, first[:, None])[:, 0]
