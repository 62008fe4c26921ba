# /// wrong answer
# check = "test_transform_values"
# kind = "wrong_value"
# hint.en = """
# You round down: -4.4 becomes -5. Take the nearest whole number, on both sides of 0."""
# hint.es = """
# Redondeas hacia abajo: -4.4 pasa a -5. Toma el entero más cercano, a los dos lados de 0."""
# ///
"""Rounds down."""


def transform_code(x: Tensor, basis: Tensor, step: float) -> tuple[Tensor, Tensor]:
    indices = torch.floor(x @ basis.T / step).to(torch.int64)
    return indices, indices.to(x.dtype) * step @ basis
