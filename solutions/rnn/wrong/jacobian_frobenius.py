# /// wrong answer
# check = "test_jacobian_values"
# kind = "wrong_value"
# hint.en = """
# This is the Frobenius norm, the default of torch.linalg.norm. The norm asked for is the largest
# singular value (ord=2): how much the most favoured direction grows."""
# hint.es = """
# Esta es la norma de Frobenius, la que torch.linalg.norm usa por omisión. Se pide el mayor valor
# singular (ord=2): cuánto crece la dirección más favorecida."""
# ///
"""The Frobenius norm."""


def jacobian_norm(hs: Tensor, Wh: Tensor) -> Tensor:
    product = torch.eye(Wh.shape[0], dtype=hs.dtype)
    norms = []
    for h in hs.unbind(dim=1):
        product = product @ (Wh * (1 - h**2)[:, None, :])
        norms.append(torch.linalg.matrix_norm(product))
    return torch.stack(norms, dim=1)
