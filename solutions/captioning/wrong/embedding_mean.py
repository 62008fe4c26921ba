# /// wrong answer
# check = "test_lookup_repeated"
# kind = "wrong_value"
# hint.en = "The gradients of a repeated word are averaged; they add up."
# hint.es = "Los gradientes de una palabra repetida se promedian; hay que sumarlos."
# ///
"""The mean for every word."""


def embedding_backward(dout: Tensor, ids: Tensor, V: int) -> Tensor:
    dW = dout.new_zeros(V, dout.shape[2])
    dW.index_add_(0, ids.flatten(), dout.flatten(0, 1))
    return dW / torch.bincount(ids.flatten(), minlength=V).clamp(min=1)[:, None]
