# /// wrong answer
# check = "test_conv_stride_padding"
# kind = "wrong_value"
# hint.en = """
# All your zeros are at the bottom and on the right. Half of them belong at the top and on the
# left."""
# hint.es = "Todos tus ceros están abajo y a la derecha. La mitad va arriba y a la izquierda."
# ///
"""All zeros at the bottom and on the right."""


def conv2d(x: Tensor, w: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    KH, KW = w.shape[2:]
    windows = functional.pad(x, [0, 2 * padding] * 2).unfold(2, KH, stride).unfold(3, KW, stride)
    return torch.einsum("nchwij,fcij->nfhw", windows, w) + b[:, None, None]
