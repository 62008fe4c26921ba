# /// wrong answer
# check = "test_pool_values"
# kind = "wrong_shape"
# hint.en = """
# Your windows lie side by side, whatever the stride is. They may overlap, or leave gaps."""
# hint.es = """
# Tus ventanas están una junto a otra, sea cual sea el paso. Pueden solaparse, o dejar huecos."""
# ///
"""Windows lie side by side, whatever the stride."""


def max_pool2d(x: Tensor, size: int, stride: int) -> Tensor:
    return x.unfold(2, size, size).unfold(3, size, size).flatten(4).amax(dim=4)
