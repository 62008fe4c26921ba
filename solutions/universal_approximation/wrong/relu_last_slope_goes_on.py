# /// wrong answer
# check = "test_relu_network_values"
# kind = "wrong_value"
# hint.en = """
# Behind the last knot your network goes on with the last slope. It has to become constant there:
# the unit of the last knot takes that slope away."""
# hint.es = """
# Después del último nodo tu red sigue con la última pendiente. Ahí tiene que volverse constante: la
# unidad del último nodo quita esa pendiente."""
# ///
"""The last knot gets no change of slope."""


def relu_network(knots: Tensor, values: Tensor) -> Parameters:
    slopes = values.diff() / knots.diff()
    flat = torch.zeros_like(values[:1])
    # A unit that starts at a knot adds what the slope there changes by.
    changes = torch.cat([slopes - torch.cat([flat, slopes[:-1]]), flat])
    return torch.ones_like(knots)[None, :], -knots, changes[:, None], values[:1]
