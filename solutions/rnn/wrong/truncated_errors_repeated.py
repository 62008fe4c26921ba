# /// wrong answer
# check = "test_truncated_windows"
# kind = "wrong_value"
# hint.en = """
# Where windows overlap, you use the same errors more than once. A window's backward pass starts
# from the errors of the last k1 steps only."""
# hint.es = """
# Donde las ventanas se solapan usas los mismos errores más de una vez. La retropropagación de una
# ventana parte solo de los errores de los últimos k1 pasos."""
# ///
"""All the errors in a window are used each time."""


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
        h_first = hs[:, first - 1] if first > 0 else h0
        window = rnn_backward(errors, x[:, first:end], h_first, Wx, Wh, b)
        dWx += window[2]
        dWh += window[3]
        db += window[4]
    return dWx, dWh, db
