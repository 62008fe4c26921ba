# /// wrong answer
# check = "test_jacobian_values"
# kind = "wrong_value"
# hint.en = """
# You scale the rows of Wh by the derivative. With states as rows, the sum comes after Wh, so the
# derivative belongs to its columns: Wh diag(1 - h²)."""
# hint.es = """
# Multiplicas por la derivada las filas de Wh. Con los estados como filas, la suma viene después de
# Wh, así que la derivada va con sus columnas: Wh diag(1 - h²)."""
# ///
"""The derivative scales the rows of Wh."""


def jacobian_norm(hs: Tensor, Wh: Tensor) -> Tensor:
    product = torch.eye(Wh.shape[0], dtype=hs.dtype)
    norms = []
    for h in hs.unbind(dim=1):
        product = product @ (Wh * (1 - h**2)[:, :, None])
        norms.append(torch.linalg.matrix_norm(product, ord=2))
    return torch.stack(norms, dim=1)
