# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_value"
# hint.en = """
# Your states are shifted by one: hs[:, 0] is h0 and the last state is missing. Keep the state after
# the step, not the one before it."""
# hint.es = """
# Tus estados están corridos un lugar: hs[:, 0] es h0 y falta el último estado. Guarda el estado de
# después del paso, no el de antes."""
# ///
"""The states are those before each step."""


def gru_forward(
    x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    h = h0
    hs = []
    for x_t in x.unbind(dim=1):
        hs.append(h)
        h = gru_cell(x_t, h, Wx, Wh, bx, bh, reset_after)
    return torch.stack(hs, dim=1)
