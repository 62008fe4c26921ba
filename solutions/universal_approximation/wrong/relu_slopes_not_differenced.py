# /// wrong answer
# check = "test_relu_network_values"
# kind = "wrong_value"
# hint.en = """
# Your output weights are the slopes of the segments. A ReLU that has started never stops, so all
# units before a point add up: each one may only add what the slope changes by."""
# hint.es = """
# Tus pesos de salida son las pendientes de los tramos. Una ReLU que empezó no se detiene, así que
# en cada punto se suman todas las anteriores: cada una solo puede añadir lo que cambia la
# pendiente."""
# ///
"""The output weights are the slopes, not their changes."""


def relu_network(knots: Tensor, values: Tensor) -> Parameters:
    slopes = values.diff() / knots.diff()
    flat = torch.zeros_like(values[:1])
    # A unit that starts at a knot adds what the slope there changes by.
    changes = torch.cat([slopes, flat])
    return torch.ones_like(knots)[None, :], -knots, changes[:, None], values[:1]
