# /// wrong answer
# check = "test_transpose_values"
# kind = "wrong_value"
# hint.en = """
# You spread with the kernel turned round. What an output gathered by an entry it gives back by the
# same entry."""
# hint.es = """
# Repartes con el kernel girado. Lo que una salida recogió por una entrada lo devuelve por esa
# misma."""
# ///
"""The kernel is turned round."""


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
            spread = torch.einsum("nfhw,fc->nchw", y, w.flip(2, 3)[:, :, i, j])
            whole[:, :, i : i + stride * OH : stride, j : j + stride * OW : stride] += spread
    return whole[:, :, padding : H - padding, padding : W - padding]
