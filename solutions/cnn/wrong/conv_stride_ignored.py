# /// wrong answer
# check = "test_conv_stride_padding"
# kind = "wrong_shape"
# hint.en = "Your kernel moves on by one pixel at a time, whatever the stride is."
# hint.es = "Tu kernel avanza de píxel en píxel, sea cual sea el paso."
# ///
"""Every place is taken, whatever the stride."""


def conv2d(x: Tensor, w: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    KH, KW = w.shape[2:]
    windows = functional.pad(x, [padding] * 4).unfold(2, KH, 1).unfold(3, KW, 1)
    return torch.einsum("nchwij,fcij->nfhw", windows, w) + b[:, None, None]
