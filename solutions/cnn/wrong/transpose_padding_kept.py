# /// wrong answer
# check = "test_transpose_stride_padding"
# kind = "wrong_shape"
# hint.en = """
# You cut nothing off. What falls on the padding of the large image does not belong to it: on each
# side so many rows and columns go."""
# hint.es = """
# No recortas nada. Lo que cae en el relleno de la imagen grande no es suyo: por cada lado se van
# otras tantas filas y columnas."""
# ///
"""Nothing is cut off for the padding."""


def conv_transpose2d(
    y: Tensor, w: Tensor, stride: int = 1, padding: int = 0, output_padding: int = 0
) -> Tensor:
    N, _, OH, OW = y.shape
    _, C, KH, KW = w.shape
    H = (OH - 1) * stride + KH + output_padding
    W = (OW - 1) * stride + KW + output_padding
    whole = torch.zeros(N, C, H, W, dtype=y.dtype)
    for i in range(KH):
        for j in range(KW):
            spread = torch.einsum("nfhw,fc->nchw", y, w[:, :, i, j])
            whole[:, :, i : i + stride * OH : stride, j : j + stride * OW : stride] += spread
    return whole[:, :, 0:H, 0:W]
