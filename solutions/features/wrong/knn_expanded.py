# /// wrong answer
# check = "test_knn_far_away"
# kind = "wrong_value"
# hint.en = """
# Your distances lose their digits far away from 0: there two large squares nearly cancel. Subtract
# first."""
# hint.es = """
# Tus distancias pierden cifras lejos de 0: allí dos cuadrados grandes casi se cancelan. Resta
# primero."""
# ///
"""The square of the difference is expanded."""


def knn_predict(z: Tensor, y: Tensor, new: Tensor, k: int) -> Tensor:
    distances = new.square().sum(1, keepdim=True) - 2 * new @ z.T + z.square().sum(1)
    nearest = torch.argsort(distances, dim=1, stable=True)[:, :k]
    votes = functional.one_hot(y[nearest]).sum(dim=1)
    return votes.argmax(dim=1)
