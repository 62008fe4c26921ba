# /// wrong answer
# check = "test_lookup_distinct"
# kind = "wrong_shape"
# hint.en = """
# Your dW ends with the largest id that occurs. It has V rows, and those of unused words are 0."""
# hint.es = """
# Tu dW termina en el mayor id que aparece. Tiene V filas, y las de las palabras no usadas son 0."""
# ///
"""As many rows as the largest id."""


def embedding_backward(dout: Tensor, ids: Tensor, V: int) -> Tensor:
    dW = dout.new_zeros(int(ids.max()) + 1, dout.shape[2])
    dW.index_add_(0, ids.flatten(), dout.flatten(0, 1))
    return dW
