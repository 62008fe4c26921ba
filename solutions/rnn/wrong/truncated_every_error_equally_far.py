# /// wrong answer
# check = "test_truncated_chunks"
# kind = "wrong_value"
# hint.en = """
# You let each error go back k2 steps of its own, as if k1 were 1. The errors of a block go back
# together, to k2 steps before the end of the block."""
# hint.es = """
# Dejas que cada error retroceda k2 pasos por su cuenta, como si k1 fuera 1. Los errores de un
# bloque retroceden juntos, hasta k2 pasos antes del final del bloque."""
# ///
"""Every error goes back k2 steps of its own."""


def truncated_bptt(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor, k1: int, k2: int
) -> tuple[Tensor, Tensor, Tensor]:
    T = x.shape[1]
    hs = rnn_forward(x, h0, Wx, Wh, b)
    dWx, dWh, db = torch.zeros_like(Wx), torch.zeros_like(Wh), torch.zeros_like(b)
    k1 = 1
    for start in range(0, T, k1):
        end = min(start + k1, T)
        first = max(end - k2, 0)
        # Inside the window, only the errors of the last k1 steps: the others had their turn.
        errors = dhs[:, first:end].clone()
        errors[:, : start - first] = 0
        h_first = hs[:, first - 1] if first > 0 else h0
        window = rnn_backward(errors, x[:, first:end], h_first, Wx, Wh, b)
        dWx += window[2]
        dWh += window[3]
        db += window[4]
    return dWx, dWh, db
