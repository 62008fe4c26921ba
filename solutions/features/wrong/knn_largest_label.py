# /// wrong answer
# check = "test_knn_equal_votes"
# kind = "wrong_value"
# hint.en = """
# Of several labels with equally many votes you take the largest. Here the smallest wins."""
# hint.es = """
# De varias etiquetas con los mismos votos tomas la mayor. Aquí gana la menor."""
# ///
"""Of equally many votes the largest label wins."""


def knn_predict(z: Tensor, y: Tensor, new: Tensor, k: int) -> Tensor:
    distances = (new[:, None] - z).square().sum(dim=2)
    nearest = torch.argsort(distances, dim=1, stable=True)[:, :k]
    votes = functional.one_hot(y[nearest]).sum(dim=1)
    return votes.shape[1] - 1 - votes.flip(1).argmax(dim=1)
