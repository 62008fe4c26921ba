# /// wrong answer
# check = "test_bidirectional_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# x of the caller has zeros at its padding after your function: something writes into it in place."""
# hint.es = """
# x de quien llama tiene ceros en el relleno después de tu función: algo escribe en él."""
# ///
"""The padding of x is cleared in place."""


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    padding = torch.arange(x.shape[1]) >= lengths[:, None]
    with torch.no_grad():
        x[padding] = 0
    ahead = forward_layer(x)
    behind = reverse_sequences(backward_layer(reverse_sequences(x, lengths)), lengths)
    return torch.cat([ahead, behind], dim=2).masked_fill(padding[:, :, None], 0)
