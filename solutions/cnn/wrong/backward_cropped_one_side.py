# /// wrong answer
# check = "test_backward_stride_padding"
# kind = "wrong_value"
# hint.en = """
# You cut off what the padding got at the bottom and on the right only, so that dx is shifted. It
# lies on all four sides."""
# hint.es = """
# Recortas lo que recibió el relleno solo abajo y a la derecha, y dx queda desplazado. Está en los
# cuatro lados."""
# ///
"""The padding is cut off at the end only."""


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
            dpadded[met] += torch.einsum("nfhw,fc->nchw", dy, w[:, :, i, j])
    dx = dpadded[:, :, :H, :W]
    return dx, dw, torch.einsum("nfhw->f", dy)
