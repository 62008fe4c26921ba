# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_value"
# hint.en = """
# Your hs is shifted by one: hs[:, 0] is h0. Keep the state after the step, not the one before
# it."""
# hint.es = """
# Tu hs está corrido un lugar: hs[:, 0] es h0. Guarda el estado de después del paso, no el de
# antes."""
# ///
"""The state before every step is kept."""


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
            hs.append(h)
            h, c = h_next, c_next
        else:
            running = (t < lengths)[:, None]
            h = torch.where(running, h_next, h)
            c = torch.where(running, c_next, c)
            hs.append(h * running)
    return torch.stack(hs, dim=1), h, c
