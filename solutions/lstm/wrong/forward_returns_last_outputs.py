# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_shape"
# hint.en = """
# Your hs is the last hidden state only. It holds all of them, one for every step: (N, T, H)."""
# hint.es = "Tu hs es solo el último estado oculto. Contiene todos, uno por cada paso: (N, T, H)."
# ///
"""Only the last hidden state is returned as hs."""


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
    return hs[-1], h, c
