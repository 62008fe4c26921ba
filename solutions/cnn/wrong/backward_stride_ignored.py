# /// wrong answer
# check = "test_backward_stride_padding"
# kind = "wrong_value"
# hint.en = """
# On the way back your places lie one pixel apart. They lie where they lay on the way there: a
# stride apart."""
# hint.es = """
# De vuelta, tus lugares están a un píxel de distancia. Están donde estaban a la ida: a un paso."""
# ///
"""The way back takes neighbouring places."""


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
            met = (..., slice(i, i + OH), slice(j, j + OW))
            dw[:, :, i, j] = torch.einsum("nfhw,nchw->fc", dy, padded[met])
            dpadded[met] += torch.einsum("nfhw,fc->nchw", dy, w[:, :, i, j])
    dx = dpadded[:, :, padding : padding + H, padding : padding + W]
    return dx, dw, torch.einsum("nfhw->f", dy)
