# /// wrong answer
# check = "test_knn_equal_distances"
# kind = "wrong_value"
# hint.en = """
# Of several rows that are equally near you take the last. The earlier row is taken first."""
# hint.es = """
# De varias filas igual de cercanas tomas la última. Se toma antes la fila anterior."""
# ///
"""Of equally near rows the last one comes first."""


def knn_predict(z: Tensor, y: Tensor, new: Tensor, k: int) -> Tensor:
    distances = (new[:, None] - z).square().sum(dim=2)
    turned = torch.argsort(distances.flip(1), dim=1, stable=True)[:, :k]
    nearest = len(z) - 1 - turned
    votes = functional.one_hot(y[nearest]).sum(dim=1)
    return votes.argmax(dim=1)
