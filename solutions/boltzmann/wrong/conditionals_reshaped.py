# /// wrong answer
# check = "test_conditionals_values"
# kind = "wrong_value"
# hint.en = """
# You reshape W to (H, D) where it has to be transposed: that deals its numbers out in another
# order."""
# hint.es = """
# Cambias la forma de W a (H, D) donde hay que trasponerla: así sus números se reparten en otro
# orden."""
# ///
"""W is reshaped in place of transposed."""


def conditionals(v: Tensor, h: Tensor, W: Tensor, b: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
    D, H = W.shape
    return torch.sigmoid(v @ W + c), torch.sigmoid(h @ W.reshape(H, D) + b)
