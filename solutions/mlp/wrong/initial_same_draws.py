# /// wrong answer
# check = "test_initial_distribution"
# kind = "broken_property"
# hint.en = """
# Two layers of the same shape have the same weights: the generator begins anew for each. Make it
# once."""
# hint.es = """
# Dos capas de la misma forma tienen los mismos pesos: el generador empieza de nuevo en cada una.
# Créalo una sola vez."""
# ///
"""Every layer draws the same numbers."""


def initial_layers(sizes: list[int], seed: int) -> Layers:
    layers = []
    for D, H in itertools.pairwise(sizes):
        generator = torch.Generator().manual_seed(seed)
        draws = torch.randn(D, H, generator=generator, dtype=torch.float64)
        layers.append((math.sqrt(2 / D) * draws, torch.zeros(H, dtype=torch.float64)))
    return layers
