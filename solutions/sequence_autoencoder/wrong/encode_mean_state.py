# /// wrong answer
# check = "test_encode"
# kind = "wrong_value"
# hint.en = "The code is made of the mean of all states; asked for is the last one."
# hint.es = "El código sale de la media de todos los estados; se pide el último."
# ///
"""The mean of the states."""


def encode(x: Tensor, cell: Cell, h0: Tensor, Wz: Tensor, bz: Tensor) -> Tensor:
    h = h0
    states = []
    for t in range(x.shape[1]):
        h = cell(x[:, t, None], h)
        states.append(h)
    h = torch.stack(states).mean(dim=0)
    return h @ Wz + bz
