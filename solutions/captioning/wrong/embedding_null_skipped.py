# /// wrong answer
# check = "test_lookup_distinct"
# kind = "wrong_value"
# hint.en = """
# Row 0 gets no gradient in yours. Here no id is special: what is padding is the loss's affair."""
# hint.es = """
# En tu código la fila 0 no recibe gradiente. Aquí ningún id es especial: del relleno se ocupa la
# pérdida."""
# ///
"""Row 0 stays 0, as with padding_idx."""


def embedding_backward(dout: Tensor, ids: Tensor, V: int) -> Tensor:
    dW = dout.new_zeros(V, dout.shape[2])
    dW.index_add_(0, ids.flatten(), dout.flatten(0, 1))
    dW[NULL] = 0
    return dW
