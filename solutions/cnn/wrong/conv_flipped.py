# /// wrong answer
# check = "test_conv_values"
# kind = "wrong_value"
# hint.en = """
# Your kernel is turned by 180°, as mathematics has it. Here it is laid on the image as it is."""
# hint.es = """
# Tu kernel está girado 180°, como en matemáticas. Aquí se pone sobre la imagen tal cual."""
# ///
"""The kernel is turned round, as in mathematics."""


def conv2d(x: Tensor, w: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    KH, KW = w.shape[2:]
    windows = functional.pad(x, [padding] * 4).unfold(2, KH, stride).unfold(3, KW, stride)
    return torch.einsum("nchwij,fcij->nfhw", windows, w.flip(2, 3)) + b[:, None, None]
