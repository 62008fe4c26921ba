# /// wrong answer
# check = "test_forward_lengths"
# kind = "wrong_value"
# hint.en = """
# Your h stops at a sequence's end, but c runs on through the padding. An LSTM has two states; both
# are kept."""
# hint.es = """
# Tu h se detiene al final de la secuencia, pero c sigue por el relleno. Una LSTM tiene dos estados;
# se conservan los dos."""
# ///
"""Only the hidden state is kept after the end."""


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
            c = c_next
            hs.append(h * running)
    return torch.stack(hs, dim=1), h, c
