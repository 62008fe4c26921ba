# /// wrong answer
# check = "test_initial_distribution"
# kind = "broken_property"
# hint.en = """
# You multiply by the variance. Numbers that are multiplied by s have the variance s²: the root is
# missing."""
# hint.es = """
# Multiplicas por la varianza. Los números multiplicados por s tienen varianza s²: falta la
# raíz."""
# ///
"""The variance is used as deviation."""


def initial_layers(sizes: list[int], seed: int) -> Layers:
    generator = torch.Generator().manual_seed(seed)
    layers = []
    for D, H in itertools.pairwise(sizes):
        draws = torch.randn(D, H, generator=generator, dtype=torch.float64)
        layers.append((2 / D * draws, torch.zeros(H, dtype=torch.float64)))
    return layers
