# /// wrong answer
# check = "test_backward_values"
# kind = "wrong_value"
# hint.en = """
# The gradient of your kernels is that of the last image alone. All images share the kernels: add
# up."""
# hint.es = """
# El gradiente de tus kernels es solo el de la última imagen. Todas comparten los kernels: suma."""
# ///
"""The gradient of the kernels is that of the last image."""


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
            dw[:, :, i, j] = torch.einsum("fhw,chw->fc", dy[-1], padded[met][-1])
            dpadded[met] += torch.einsum("nfhw,fc->nchw", dy, w[:, :, i, j])
    dx = dpadded[:, :, padding : padding + H, padding : padding + W]
    return dx, dw, torch.einsum("nfhw->f", dy)
