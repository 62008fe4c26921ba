# /// wrong answer
# check = "test_jacobian_values"
# kind = "wrong_value"
# hint.en = """
# These are the norms of the powers of Wh: the derivative of the tanh, which depends on the state,
# is missing from each step's Jacobian."""
# hint.es = """
# Estas son las normas de las potencias de Wh: al jacobiano de cada paso le falta la derivada de la
# tanh, que depende del estado."""
# ///
"""The derivative of tanh is left out."""


def jacobian_norm(hs: Tensor, Wh: Tensor) -> Tensor:
    product = torch.eye(Wh.shape[0], dtype=hs.dtype)
    norms = []
    for h in hs.unbind(dim=1):
        product = product @ Wh.expand(len(h), -1, -1)
        norms.append(torch.linalg.matrix_norm(product, ord=2))
    return torch.stack(norms, dim=1)
