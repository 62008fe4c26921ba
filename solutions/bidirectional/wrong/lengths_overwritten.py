# /// wrong answer
# check = "test_reverse_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# lengths of the caller is smaller by 1 after your function: lengths -= 1 writes into it in place.
# Use a new tensor."""
# hint.es = """
# lengths de quien llama queda disminuido en 1 después de tu función: lengths -= 1 escribe en él.
# Usa un tensor nuevo."""
# ///
"""lengths of the caller is overwritten."""


def reverse_sequences(x: Tensor, lengths: Tensor) -> Tensor:
    t = torch.arange(x.shape[1])
    lengths -= 1
    last = lengths[:, None]
    source = torch.where(t <= last, last - t, t)
    return x.gather(1, source[:, :, None].expand_as(x))


def right_reverse(x: Tensor, lengths: Tensor) -> Tensor:
    return reverse_sequences(x, lengths.clone())


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    ahead = forward_layer(x)
    behind = right_reverse(backward_layer(right_reverse(x, lengths)), lengths)

    padding = torch.arange(x.shape[1]) >= lengths[:, None]
    return torch.cat([ahead, behind], dim=2).masked_fill(padding[:, :, None], 0)


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Map, backward_vjp: Map
) -> Tensor:
    H = dout.shape[2] // 2
    padding = torch.arange(dout.shape[1]) >= lengths[:, None]
    dout = dout.masked_fill(padding[:, :, None], 0)
    turned = right_reverse(dout[:, :, H:], lengths)
    return forward_vjp(dout[:, :, :H]) + right_reverse(backward_vjp(turned), lengths)
