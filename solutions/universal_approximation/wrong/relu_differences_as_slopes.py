# /// wrong answer
# check = "test_relu_network_values"
# kind = "wrong_value"
# hint.en = """
# You use the differences of the values as slopes. That is right for knots at distance 1 only: a
# slope is rise over run."""
# hint.es = """
# Usas las diferencias de los valores como pendientes. Eso solo es correcto si los nodos distan 1:
# una pendiente es subida entre avance."""
# ///
"""The differences of the values are not divided by the widths."""


def relu_network(knots: Tensor, values: Tensor) -> Parameters:
    slopes = values.diff()
    flat = torch.zeros_like(values[:1])
    # A unit that starts at a knot adds what the slope there changes by.
    changes = torch.cat([slopes, flat]) - torch.cat([flat, slopes])
    return torch.ones_like(knots)[None, :], -knots, changes[:, None], values[:1]
