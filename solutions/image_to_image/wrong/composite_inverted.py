# /// wrong answer
# check = "test_composite_values"
# kind = "wrong_value"
# hint.en = "You keep the hole, and paint over what was known."
# hint.es = "Conservas el hueco y pintas sobre lo conocido."
# ///
"""The answer goes everywhere but into the hole."""


def composite(x: Tensor, m: Tensor, y: Tensor) -> Tensor:
    return torch.where(m == 1, x, y)
