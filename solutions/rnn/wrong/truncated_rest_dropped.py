# /// wrong answer
# check = "test_truncated_windows"
# kind = "wrong_value"
# hint.en = """
# The errors of the last steps are missing: T is not a multiple of k1, and the last, shorter block
# counts as well."""
# hint.es = """
# Faltan los errores de los últimos pasos: T no es múltiplo de k1, y el último bloque, más corto,
# también cuenta."""
# ///
"""The steps after the last whole block are left out."""


def truncated_bptt(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor, k1: int, k2: int
) -> tuple[Tensor, Tensor, Tensor]:
    T = x.shape[1]
    hs = rnn_forward(x, h0, Wx, Wh, b)
    dWx, dWh, db = torch.zeros_like(Wx), torch.zeros_like(Wh), torch.zeros_like(b)
    for start in range(0, T - k1 + 1, k1):
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
