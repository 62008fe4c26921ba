# /// wrong answer
# check = "test_forward_lengths"
# kind = "wrong_value"
# hint.en = """
# Your outputs are zero after the end, but the states run on through the padding: h_last and c_last
# are those of step T. They belong to each sequence's own last step."""
# hint.es = """
# Tus salidas son cero tras el final, pero los estados siguen por el relleno: h_last y c_last son
# los del paso T. Son los del último paso propio de cada secuencia."""
# ///
"""The outputs are masked, the states run on through the padding."""


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
            h, c = h_next, c_next
            hs.append(h * running)
    return torch.stack(hs, dim=1), h, c
