# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_value"
# hint.en = "You return c_last before h_last. The hidden state comes first: (hs, h_last, c_last)."
# hint.es = "Devuelves c_last antes que h_last. El estado oculto va primero: (hs, h_last, c_last)."
# ///
"""The last states are returned in the wrong order."""


def lstm_forward(
    x: Tensor,
    h0: Tensor,
    c0: Tensor,
    Wx: Tensor,
    Wh: Tensor,
    b: Tensor,
    lengths: Tensor | None = None,
) -> tuple[Tensor, Tensor, Tensor]:
    h, c = h0, c0
    hs = []
    for t, x_t in enumerate(x.unbind(dim=1)):
        h_next, c_next = lstm_step(x_t, h, c, Wx, Wh, b)
        if lengths is None:
            h, c = h_next, c_next
            hs.append(h)
        else:
            running = (t < lengths)[:, None]
            h = torch.where(running, h_next, h)
            c = torch.where(running, c_next, c)
            hs.append(h * running)
    return torch.stack(hs, dim=1), c, h
