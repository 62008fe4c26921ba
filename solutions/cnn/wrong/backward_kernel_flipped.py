# /// wrong answer
# check = "test_backward_values"
# kind = "wrong_value"
# hint.en = """
# Your dx is spread with the kernel turned round. Each output gives back by the same entries by
# which it received. (The turned kernel belongs to another way of writing it: one that gathers dy,
# with zeros around.)"""
# hint.es = """
# Tu dx se reparte con el kernel girado. Cada salida devuelve por las mismas entradas por las que
# recibió. (El kernel girado es de otra manera de escribirlo: la que recoge dy, con ceros
# alrededor.)"""
# ///
"""The kernel is turned round where it meets dy."""


def conv2d_backward(
    dy: Tensor, x: Tensor, w: Tensor, stride: int = 1, padding: int = 0
) -> tuple[Tensor, Tensor, Tensor]:
    H, W = x.shape[2:]
    OH, OW = dy.shape[2:]
    padded = functional.pad(x, [padding] * 4)
    dpadded, dw = torch.zeros_like(padded), torch.empty_like(w)
    for i in range(w.shape[2]):
        for j in range(w.shape[3]):
            # What this entry of the kernel meets, at all the places of the output.
            met = (..., slice(i, i + stride * OH, stride), slice(j, j + stride * OW, stride))
            dw[:, :, i, j] = torch.einsum("nfhw,nchw->fc", dy, padded[met])
            dpadded[met] += torch.einsum("nfhw,fc->nchw", dy, w.flip(2, 3)[:, :, i, j])
    dx = dpadded[:, :, padding : padding + H, padding : padding + W]
    return dx, dw, torch.einsum("nfhw->f", dy)
