# /// wrong answer
# check = "test_forward_lengths"
# kind = "wrong_value"
# hint.en = """
# Multiplying the states by the mask makes them zero after the end, so that shorter sequences lose
# h_last and c_last. Zero is for the outputs; the states stay as they were."""
# hint.es = """
# Multiplicar los estados por la máscara los pone a cero tras el final, y las secuencias más cortas
# pierden h_last y c_last. El cero es para las salidas; los estados quedan como estaban."""
# ///
"""The states are set to zero after the end."""


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
            h, c = h_next * running, c_next * running
            hs.append(h * running)
    return torch.stack(hs, dim=1), h, c
