# /// wrong answer
# check = "test_forward_lengths"
# kind = "wrong_value"
# hint.en = """
# Your sequences run one step too long. Steps are counted from 0: a sequence of length 3 has the
# steps 0, 1 and 2."""
# hint.es = """
# Tus secuencias duran un paso de más. Los pasos se cuentan desde 0: una secuencia de longitud 3
# tiene los pasos 0, 1 y 2."""
# ///
"""Every sequence runs one step too long."""


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
            running = (t <= lengths)[:, None]
            h = torch.where(running, h_next, h)
            c = torch.where(running, c_next, c)
            hs.append(h * running)
    return torch.stack(hs, dim=1), h, c
