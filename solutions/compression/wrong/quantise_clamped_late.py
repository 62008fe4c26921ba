# /// wrong answer
# check = "test_quantise_outside"
# kind = "wrong_value"
# hint.en = """
# Very large numbers, such as 1e30, go to level 0: they are more than int64 can hold, and you
# clamp afterwards. Clamp before you turn them into whole numbers."""
# hint.es = """
# Los números muy grandes, como 1e30, van al nivel 0: no caben en int64, y recortas después.
# Recorta antes de pasarlos a enteros."""
# ///
"""Turned into whole numbers first, and clamped then."""


def quantise(u: Tensor, levels: int) -> tuple[Tensor, Tensor]:
    indices = torch.round(u * (levels - 1)).to(torch.int64).clamp(0, levels - 1)
    return indices, indices.to(u.dtype) / (levels - 1)
