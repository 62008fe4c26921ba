# /// wrong answer
# check = "test_truncated_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# The gradients are right, but a slice of dhs is dhs itself: setting it to zero changes the caller's
# tensor. Work on a clone."""
# hint.es = """
# Los gradientes son correctos, pero un trozo de dhs es el propio dhs: ponerlo a cero cambia el
# tensor de quien llama. Trabaja con una copia (clone)."""
# ///
"""Sets errors to zero in dhs itself."""


def truncated_bptt(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor, k1: int, k2: int
) -> tuple[Tensor, Tensor, Tensor]:
    T = x.shape[1]
    hs = rnn_forward(x, h0, Wx, Wh, b)
    dWx, dWh, db = torch.zeros_like(Wx), torch.zeros_like(Wh), torch.zeros_like(b)
    for start in range(0, T, k1):
        end = min(start + k1, T)
        first = max(end - k2, 0)
        # Inside the window, only the errors of the last k1 steps: the others had their turn.
        errors = dhs[:, first:end]
        errors[:, : start - first] = 0
        h_first = hs[:, first - 1] if first > 0 else h0
        window = rnn_backward(errors, x[:, first:end], h_first, Wx, Wh, b)
        dWx += window[2]
        dWh += window[3]
        db += window[4]
    return dWx, dWh, db
