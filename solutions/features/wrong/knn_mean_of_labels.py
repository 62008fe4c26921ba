# /// wrong answer
# check = "test_knn_values"
# kind = "wrong_value"
# hint.en = """
# You average the labels of the neighbours. Between a 2 and a 9 there is no 5: count votes."""
# hint.es = """
# Promedias las etiquetas de los vecinos. Entre un 2 y un 9 no hay un 5: cuenta votos."""
# ///
"""The mean of the labels, rounded."""


def knn_predict(z: Tensor, y: Tensor, new: Tensor, k: int) -> Tensor:
    distances = (new[:, None] - z).square().sum(dim=2)
    nearest = torch.argsort(distances, dim=1, stable=True)[:, :k]
    return y[nearest].double().mean(dim=1).round().long()
