# /// wrong answer
# check = "test_transform_values"
# kind = "wrong_value"
# hint.en = """
# You cut off what stands behind the point: 4.9 becomes 4, and -4.9 becomes -4. Round to the
# nearest whole number before you change the type."""
# hint.es = """
# Cortas lo que está detrás del punto: 4.9 pasa a 4, y -4.9 a -4. Redondea al entero más cercano
# antes de cambiar el tipo."""
# ///
"""Truncates."""


def transform_code(x: Tensor, basis: Tensor, step: float) -> tuple[Tensor, Tensor]:
    indices = (x @ basis.T / step).to(torch.int64)
    return indices, indices.to(x.dtype) * step @ basis
