# /// wrong answer
# check = "test_backward_values"
# kind = "wrong_value"
# hint.en = """
# Where several windows share an input, your dx has what the last one brought. It is their sum."""
# hint.es = """
# Donde varias ventanas comparten una entrada, tu dx tiene lo que aportó la última. Es la suma."""
# ///
"""Where windows overlap, the last one wins."""


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
            dpadded[met] = torch.einsum("nfhw,fc->nchw", dy, w[:, :, i, j])
    dx = dpadded[:, :, padding : padding + H, padding : padding + W]
    return dx, dw, torch.einsum("nfhw->f", dy)
