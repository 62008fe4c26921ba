# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_value"
# hint.en = """
# Every step of yours starts again from h0, so nothing passes from one step to the next. What a step
# returns is what the next one starts from."""
# hint.es = """
# Cada uno de tus pasos vuelve a empezar desde h0, así que nada pasa de un paso al siguiente. Lo que
# devuelve un paso es de donde parte el siguiente."""
# ///
"""Every step starts from the initial state."""


def gru_forward(
    x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    h = h0
    hs = []
    for x_t in x.unbind(dim=1):
        hs.append(gru_cell(x_t, h, Wx, Wh, bx, bh, reset_after))
    return torch.stack(hs, dim=1)
