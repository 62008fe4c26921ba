# /// wrong answer
# check = "test_initial_distribution"
# kind = "broken_property"
# hint.en = """
# Your weights grow with the outputs of a layer. A unit adds up its inputs: it is their number that
# its weights have to make up for."""
# hint.es = """
# Tus pesos dependen de las salidas de la capa. Una unidad suma sus entradas: es su número lo que
# los pesos deben compensar."""
# ///
"""The variance follows the outputs of the layer."""


def initial_layers(sizes: list[int], seed: int) -> Layers:
    generator = torch.Generator().manual_seed(seed)
    layers = []
    for D, H in itertools.pairwise(sizes):
        draws = torch.randn(D, H, generator=generator, dtype=torch.float64)
        layers.append((math.sqrt(2 / H) * draws, torch.zeros(H, dtype=torch.float64)))
    return layers
