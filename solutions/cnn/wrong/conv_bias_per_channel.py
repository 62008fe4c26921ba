# /// wrong answer
# check = "test_conv_values"
# kind = "wrong_value"
# hint.en = """
# You add the bias once for each channel of the input. It is added once to each number of the
# output."""
# hint.es = """
# Sumas el sesgo una vez por cada canal de la entrada. Se suma una sola vez a cada número de la
# salida."""
# ///
"""The bias is added for every channel of the input."""


def conv2d(x: Tensor, w: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    KH, KW = w.shape[2:]
    windows = functional.pad(x, [padding] * 4).unfold(2, KH, stride).unfold(3, KW, stride)
    return torch.einsum("nchwij,fcij->nfhw", windows, w) + x.shape[1] * b[:, None, None]
