# /// wrong answer
# check = "test_conv_values"
# kind = "wrong_shape"
# hint.en = """
# The rows of your kernel go along the columns of the image, and the other way round. It shows
# where the kernel is no square."""
# hint.es = """
# Las filas de tu kernel van con las columnas de la imagen, y al revés. Se nota donde el kernel no
# es cuadrado."""
# ///
"""Rows of the kernel lie on columns of the image."""


def conv2d(x: Tensor, w: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    KH, KW = w.shape[2:]
    windows = functional.pad(x, [padding] * 4).unfold(3, KH, stride).unfold(2, KW, stride)
    return torch.einsum("nchwij,fcij->nfhw", windows, w) + b[:, None, None]
