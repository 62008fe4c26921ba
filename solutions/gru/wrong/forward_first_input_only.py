# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_value"
# hint.en = "Every step of yours reads the first input. Look at the index of x inside the loop."
# hint.es = "Cada uno de tus pasos lee la primera entrada. Mira el índice de x dentro del bucle."
# ///
"""Every step reads the first input."""


def gru_forward(
    x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    h = h0
    hs = []
    for _ in range(x.shape[1]):
        h = gru_cell(x[:, 0], h, Wx, Wh, bx, bh, reset_after)
        hs.append(h)
    return torch.stack(hs, dim=1)
