# /// wrong answer
# check = "test_edges_values"
# kind = "wrong_value"
# hint.en = """
# The last column is compared with the first, or the last row with the first: roll wraps round. A
# neighbour that is missing makes no edge."""
# hint.es = """
# La última columna se compara con la primera, o la última fila con la primera: roll da la
# vuelta. Un vecino que falta no forma ningún borde."""
# ///
"""Neighbours across the margin."""


def edges(x: Tensor, t: float) -> Tensor:
    right = (x.roll(-1, 3) - x).abs()
    below = (x.roll(-1, 2) - x).abs()
    change = torch.maximum(right, below).amax(dim=1, keepdim=True)
    return (change > t).to(x.dtype)
