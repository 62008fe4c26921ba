# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_value"
# hint.en = """
# A reshape from (N, T, D) to (T, N, D) does not move axes: it mixes the sequences with each other.
# Exchanging axes is transpose or permute."""
# hint.es = """
# Un reshape de (N, T, D) a (T, N, D) no mueve ejes: mezcla unas secuencias con otras. Intercambiar
# ejes es transpose o permute."""
# ///
"""The axes are exchanged by a reshape."""


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
    for t, x_t in enumerate(x.reshape(x.shape[1], x.shape[0], -1)):
        h_next, c_next = lstm_step(x_t, h, c, Wx, Wh, b)
        if lengths is None:
            h, c = h_next, c_next
            hs.append(h)
        else:
            running = (t < lengths)[:, None]
            h = torch.where(running, h_next, h)
            c = torch.where(running, c_next, c)
            hs.append(h * running)
    return torch.stack(hs, dim=1), h, c
