# /// wrong answer
# check = "test_relu_network_values"
# kind = "wrong_shape"
# hint.en = """
# You have a unit for every segment, K - 1 of them. The last knot needs one as well, so that the
# network is constant behind it."""
# hint.es = """
# Tienes una unidad por tramo, K - 1 en total. El último nodo también necesita una, para que la red
# sea constante después de él."""
# ///
"""K - 1 units: none for the last knot."""


def relu_network(knots: Tensor, values: Tensor) -> Parameters:
    slopes = values.diff() / knots.diff()
    flat = torch.zeros_like(values[:1])
    # A unit that starts at a knot adds what the slope there changes by.
    changes = torch.cat([slopes, flat]) - torch.cat([flat, slopes])
    return torch.ones_like(knots)[None, :-1], -knots[:-1], changes[:-1, None], values[:1]
