# /// wrong answer
# check = "test_kmeans_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# You write the new centres into the tensor that you were given: whoever called finds C changed.
# Write them into a copy."""
# hint.es = """
# Escribes los centros nuevos en el tensor que recibiste: quien llamó se encuentra C cambiado.
# Escríbelos en una copia."""
# ///
"""The centres that were given are moved."""


def kmeans_step(X: Tensor, C: Tensor) -> tuple[Tensor, Tensor]:
    labels = squared_distances(X, C).argmin(dim=1)
    for k in labels.unique():
        C[k] = X[labels == k].mean(dim=0)
    return labels, C.clone()
