# /// wrong answer
# check = "test_tied_values"
# kind = "wrong_shape"
# hint.en = """
# W2 has the shape of W. The visible units of the layer above are the H hidden ones of the layer
# below: its weights are (H, D)."""
# hint.es = """
# W2 tiene la forma de W. Las visibles de la capa de encima son las H ocultas de la de abajo: sus
# pesos son (H, D)."""
# ///
"""W2 is W."""


def tied_init(W: Tensor, b: Tensor, c: Tensor) -> Machine:
    return W.clone(), c.clone(), b.clone()
