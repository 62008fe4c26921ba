# /// wrong answer
# check = "test_forward_lengths"
# kind = "wrong_value"
# hint.en = """
# You take the padding to stand in front of the sequences. It stands at their end: the first
# lengths[n] steps are input."""
# hint.es = """
# Tomas el relleno como si estuviera delante de las secuencias. Está al final: los primeros
# lengths[n] pasos son entrada."""
# ///
"""The padding is taken to stand in front."""


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
            running = (t >= x.shape[1] - lengths)[:, None]
            h = torch.where(running, h_next, h)
            c = torch.where(running, c_next, c)
            hs.append(h * running)
    return torch.stack(hs, dim=1), h, c
