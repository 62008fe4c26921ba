# /// wrong answer
# check = "test_jacobian_values"
# kind = "wrong_value"
# hint.en = """
# You multiply the norms of the single steps. That is an upper bound only, the one in Pascanu et
# al.: the direction that one step stretches most need not be the one that the next step stretches.
# Multiply the matrices, then take the norm."""
# hint.es = """
# Multiplicas las normas de cada paso. Eso es solo una cota superior, la de Pascanu et al.: la
# dirección que más estira un paso no tiene por qué ser la que estira el siguiente. Multiplica las
# matrices y luego toma la norma."""
# ///
"""The product of the norms, not the norm of the product."""


def jacobian_norm(hs: Tensor, Wh: Tensor) -> Tensor:
    product = torch.eye(Wh.shape[0], dtype=hs.dtype)
    norms = []
    for h in hs.unbind(dim=1):
        product = Wh * (1 - h**2)[:, None, :]
        norm = torch.linalg.matrix_norm(product, ord=2)
        norms.append(norm * norms[-1] if norms else norm)
    return torch.stack(norms, dim=1)
