# /// wrong answer
# check = "test_lookup_distinct"
# kind = "wrong_value"
# hint.en = """
# Only the first caption of the batch leaves a gradient. All of them use the same rows."""
# hint.es = "Solo la primera frase del lote deja gradiente. Todas usan las mismas filas."
# ///
"""The first caption alone."""


def embedding_backward(dout: Tensor, ids: Tensor, V: int) -> Tensor:
    dW = dout.new_zeros(V, dout.shape[2])
    dW.index_add_(0, ids[0], dout[0])
    return dW
