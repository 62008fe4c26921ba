# /// wrong answer
# check = "test_conv_stride_padding"
# kind = "wrong_shape"
# hint.en = """
# At the end of an axis you fill up a rest with zeros, so that it gets a place. Here what fills no
# stride is not seen."""
# hint.es = """
# Al final de un eje completas un resto con ceros, y así recibe un lugar. Aquí lo que no llena un
# paso no se ve."""
# ///
"""A rest gets a place, filled up with zeros."""


def conv2d(x: Tensor, w: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    KH, KW = w.shape[2:]
    windows = (
        functional.pad(x, [padding, padding + stride - 1] * 2)
        .unfold(2, KH, stride)
        .unfold(3, KW, stride)
    )
    return torch.einsum("nchwij,fcij->nfhw", windows, w) + b[:, None, None]
