# /// wrong answer
# check = "test_knn_values"
# kind = "wrong_value"
# hint.en = """
# You add up the differences along the axes. The Euclidean distance adds up their squares."""
# hint.es = """
# Sumas las diferencias a lo largo de los ejes. La distancia euclídea suma sus cuadrados."""
# ///
"""Distances along the axes."""


def knn_predict(z: Tensor, y: Tensor, new: Tensor, k: int) -> Tensor:
    distances = (new[:, None] - z).abs().sum(dim=2)
    nearest = torch.argsort(distances, dim=1, stable=True)[:, :k]
    votes = functional.one_hot(y[nearest]).sum(dim=1)
    return votes.argmax(dim=1)
