# /// wrong answer
# check = "test_lookup_repeated"
# kind = "wrong_value"
# hint.en = """
# A word that occurs twice gets both gradients; adding by index keeps only one of them."""
# hint.es = """
# Una palabra que aparece dos veces recibe los dos gradientes; sumar por índice conserva solo uno."""
# ///
"""dW[ids] += dout."""


def embedding_backward(dout: Tensor, ids: Tensor, V: int) -> Tensor:
    dW = dout.new_zeros(V, dout.shape[2])
    dW[ids] += dout
    return dW
