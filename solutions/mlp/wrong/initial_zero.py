# /// wrong answer
# check = "test_initial_distribution"
# kind = "broken_property"
# hint.en = """
# All your weights are zero. Then all units of a layer answer the same and get the same gradient,
# for ever: they have to differ."""
# hint.es = """
# Todos tus pesos son cero. Entonces todas las unidades de una capa responden lo mismo y reciben el
# mismo gradiente, para siempre: tienen que ser distintas."""
# ///
"""All weights are zero."""


def initial_layers(sizes: list[int], seed: int) -> Layers:
    generator = torch.Generator().manual_seed(seed)
    layers = []
    for D, H in itertools.pairwise(sizes):
        draws = torch.randn(D, H, generator=generator, dtype=torch.float64)
        layers.append((0 * draws, torch.zeros(H, dtype=torch.float64)))
    return layers
