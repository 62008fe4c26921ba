# /// wrong answer
# check = "test_dct"
# kind = "wrong_value"
# hint.en = """
# Yours is a frequency a column. Asked for is a frequency a row: the first row is constant."""
# hint.es = """
# La tuya tiene una frecuencia por columna. Se pide una frecuencia por fila: la primera fila es
# constante."""
# ///
"""A frequency a column."""


def dct_matrix(n: int) -> Tensor:
    k = torch.arange(n, dtype=torch.float64)
    C = torch.cos(math.pi * k * (2 * k[:, None] + 1) / (2 * n)) * math.sqrt(2 / n)
    C[:, 0] /= math.sqrt(2)
    return C
