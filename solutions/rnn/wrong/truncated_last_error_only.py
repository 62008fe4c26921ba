# /// wrong answer
# check = "test_truncated_chunks"
# kind = "wrong_value"
# hint.en = """
# Of each block you use the error of its last step only. Each of its k1 steps has an error."""
# hint.es = """
# De cada bloque usas solo el error de su último paso. Cada uno de sus k1 pasos tiene un error."""
# ///
"""Only the last error of each block is used."""


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
        errors = dhs[:, first:end].clone()
        errors[:, :-1] = 0
        h_first = hs[:, first - 1] if first > 0 else h0
        window = rnn_backward(errors, x[:, first:end], h_first, Wx, Wh, b)
        dWx += window[2]
        dWh += window[3]
        db += window[4]
    return dWx, dWh, db
