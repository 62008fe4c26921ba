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
"""Batch and time are exchanged by a reshape."""


def gru_forward(
    x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    h = h0
    hs = []
    for x_t in x.reshape(x.shape[1], x.shape[0], x.shape[2]):
        h = gru_cell(x_t, h, Wx, Wh, bx, bh, reset_after)
        hs.append(h)
    return torch.stack(hs, dim=1)
