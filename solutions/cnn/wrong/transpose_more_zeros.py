# /// wrong answer
# check = "test_transpose_output_padding"
# kind = "wrong_value"
# hint.en = """
# Your additional rows and columns are zeros. They are some that the padding does not cut off: what
# fell there stays."""
# hint.es = """
# Tus filas y columnas de más son ceros. Son algunas que el relleno no recorta: lo que cayó ahí se
# queda."""
# ///
"""output_padding adds rows and columns of zeros."""


def conv_transpose2d(
    y: Tensor, w: Tensor, stride: int = 1, padding: int = 0, output_padding: int = 0
) -> Tensor:
    N, _, OH, OW = y.shape
    _, C, KH, KW = w.shape
    H = (OH - 1) * stride + KH
    W = (OW - 1) * stride + KW
    whole = torch.zeros(N, C, H, W, dtype=y.dtype)
    for i in range(KH):
        for j in range(KW):
            spread = torch.einsum("nfhw,fc->nchw", y, w[:, :, i, j])
            whole[:, :, i : i + stride * OH : stride, j : j + stride * OW : stride] += spread
    cropped = whole[:, :, padding : H - padding, padding : W - padding]
    return functional.pad(cropped, [0, output_padding] * 2)
