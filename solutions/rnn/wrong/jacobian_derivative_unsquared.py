# /// wrong answer
# check = "test_jacobian_values"
# kind = "wrong_value"
# hint.en = "The derivative of the tanh in terms of its output is 1 - h². You use 1 - h."
# hint.es = "La derivada de la tanh en términos de su salida es 1 - h². Usas 1 - h."
# ///
"""1 - h in place of 1 - h²."""


def jacobian_norm(hs: Tensor, Wh: Tensor) -> Tensor:
    product = torch.eye(Wh.shape[0], dtype=hs.dtype)
    norms = []
    for h in hs.unbind(dim=1):
        product = product @ (Wh * (1 - h)[:, None, :])
        norms.append(torch.linalg.matrix_norm(product, ord=2))
    return torch.stack(norms, dim=1)
