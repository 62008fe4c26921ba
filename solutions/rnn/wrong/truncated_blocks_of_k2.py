# /// wrong answer
# check = "test_truncated_windows"
# kind = "wrong_value"
# hint.en = "You use k2 for both: how often to go back, and how far. How often is k1."
# hint.es = "Usas k2 para las dos cosas: cada cuánto retroceder, y cuánto. Cada cuánto lo dice k1."
# ///
"""k1 is not used."""


def truncated_bptt(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor, k1: int, k2: int
) -> tuple[Tensor, Tensor, Tensor]:
    T = x.shape[1]
    hs = rnn_forward(x, h0, Wx, Wh, b)
    dWx, dWh, db = torch.zeros_like(Wx), torch.zeros_like(Wh), torch.zeros_like(b)
    k1 = k2
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
