# /// wrong answer
# check = "test_transform_values"
# kind = "wrong_value"
# hint.en = """
# Your reconstruction is made of the coefficients as they were. The reader of a file has nothing
# but the indices."""
# hint.es = """
# Tu reconstrucción se hace con los coeficientes tal como eran. Quien lee un archivo solo tiene
# los índices."""
# ///
"""Reconstructs from what was not rounded."""


def transform_code(x: Tensor, basis: Tensor, step: float) -> tuple[Tensor, Tensor]:
    coefficients = x @ basis.T
    return torch.round(coefficients / step).to(torch.int64), coefficients @ basis
