# /// wrong answer
# check = "test_reverse_dtypes"
# kind = "wrong_value"
# hint.en = """
# Large integers lose their last digits in your function: somewhere they go through floating
# point."""
# hint.es = """
# Los enteros grandes pierden sus últimas cifras en tu función: en algún lugar pasan por coma
# flotante."""
# ///
"""Integers go through float64."""


def reverse_sequences(x: Tensor, lengths: Tensor) -> Tensor:
    t = torch.arange(x.shape[1])
    last = lengths[:, None] - 1
    source = torch.where(t <= last, last - t, t)
    return x.double().gather(1, source[:, :, None].expand_as(x)).to(x.dtype)
