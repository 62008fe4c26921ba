# /// wrong answer
# check = "test_dct"
# kind = "wrong_value"
# hint.en = """
# Your pixels stand at 0, 1, 2 …, where the cosines of DCT-II are taken in their middles: at
# 1/2, 3/2, 5/2 … Without that the rows are not orthogonal."""
# hint.es = """
# Tus píxeles están en 0, 1, 2 …, y los cosenos de la DCT-II se toman en su centro: en 1/2, 3/2,
# 5/2 … Sin eso las filas no son ortogonales."""
# ///
"""Half a pixel is missing."""


def dct_matrix(n: int) -> Tensor:
    k = torch.arange(n, dtype=torch.float64)
    C = torch.cos(math.pi * k[:, None] * k / n) * math.sqrt(2 / n)
    C[0] /= math.sqrt(2)
    return C
