# /// wrong answer
# check = "test_conditionals_values"
# kind = "wrong_value"
# hint.en = """
# Your layers have each other's biases: b belongs to the visible units, c to the hidden ones."""
# hint.es = """
# Cada capa tuya tiene el sesgo de la otra: b es de las visibles, c de las ocultas."""
# ///
"""Each layer has the other's bias."""


def conditionals(v: Tensor, h: Tensor, W: Tensor, b: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
    return torch.sigmoid(v @ W + b), torch.sigmoid(h @ W.T + c)
