# /// wrong answer
# check = "test_relu_network_values"
# kind = "wrong_value"
# hint.en = """
# You divide by the mean distance of the knots. The knots need not be evenly spaced: each segment
# has a width of its own."""
# hint.es = """
# Divides entre la distancia media de los nodos. Los nodos no tienen por qué estar igualmente
# espaciados: cada tramo tiene su propio ancho."""
# ///
"""All slopes are divided by the mean distance of the knots."""


def relu_network(knots: Tensor, values: Tensor) -> Parameters:
    slopes = values.diff() / (knots[-1] - knots[0]) * (len(knots) - 1)
    flat = torch.zeros_like(values[:1])
    # A unit that starts at a knot adds what the slope there changes by.
    changes = torch.cat([slopes, flat]) - torch.cat([flat, slopes])
    return torch.ones_like(knots)[None, :], -knots, changes[:, None], values[:1]
