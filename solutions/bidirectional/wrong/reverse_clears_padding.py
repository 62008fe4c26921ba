# /// wrong answer
# check = "test_reverse_values"
# kind = "wrong_value"
# hint.en = """
# The sequences are turned round as they should be, but the padding was replaced by zeros. It
# stays as it was."""
# hint.es = """
# Las secuencias se invierten como deben, pero el relleno se sustituyó por ceros. Tiene que
# quedarse como estaba."""
# ///
"""The padding is cleared."""


def reverse_sequences(x: Tensor, lengths: Tensor) -> Tensor:
    t = torch.arange(x.shape[1])
    last = lengths[:, None] - 1
    source = torch.where(t <= last, last - t, t)
    turned = x.gather(1, source[:, :, None].expand_as(x))
    return turned.masked_fill((t > last)[:, :, None], 0)
