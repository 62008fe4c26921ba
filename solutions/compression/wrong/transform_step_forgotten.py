# /// wrong answer
# check = "test_transform_values"
# kind = "wrong_value"
# hint.en = """
# Your reconstruction is made of the indices, and these count steps. Multiply by the step before
# you go back."""
# hint.es = """
# Tu reconstrucción se hace con los índices, y estos cuentan pasos. Multiplica por el paso antes
# de volver."""
# ///
"""Reconstructs from the indices."""


def transform_code(x: Tensor, basis: Tensor, step: float) -> tuple[Tensor, Tensor]:
    indices = torch.round(x @ basis.T / step).to(torch.int64)
    return indices, indices.to(x.dtype) @ basis
