# /// wrong answer
# check = "test_conditionals_values"
# kind = "raised"
# ///
"""Each layer has the other's bias."""


def conditionals(
    v: Tensor, h: Tensor, W: Tensor, b: Tensor, c: Tensor
) -> tuple[Tensor, Tensor]:
    return torch.sigmoid(v @ W + b), torch.sigmoid(h @ W.T + c)
