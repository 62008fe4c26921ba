# /// wrong answer
# check = "test_bidirectional_values"
# kind = "wrong_value"
# hint.en = """
# The sequences were sorted by length and stayed so: put the outputs back into the order in which
# the sequences came."""
# hint.es = """
# Las secuencias se ordenaron por longitud y así se quedaron: devuelve las salidas al orden en que
# llegaron."""
# ///
"""The batch is sorted by length, and stays so."""


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    order = lengths.argsort(descending=True, stable=True)
    x, lengths = x[order], lengths[order]
    ahead = forward_layer(x)
    behind = reverse_sequences(backward_layer(reverse_sequences(x, lengths)), lengths)
    padding = torch.arange(x.shape[1]) >= lengths[:, None]
    return torch.cat([ahead, behind], dim=2).masked_fill(padding[:, :, None], 0)
