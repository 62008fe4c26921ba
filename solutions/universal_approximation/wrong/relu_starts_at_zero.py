# /// wrong answer
# check = "test_relu_network_values"
# kind = "wrong_value"
# hint.en = """
# Your network is zero before the first knot: it is too low or too high by values[0] everywhere.
# Which parameter is added to every output?"""
# hint.es = """
# Tu red vale cero antes del primer nodo: en todas partes le falta o le sobra values[0]. ¿Qué
# parámetro se suma a todas las salidas?"""
# ///
"""The output bias is zero."""


def relu_network(knots: Tensor, values: Tensor) -> Parameters:
    slopes = values.diff() / knots.diff()
    flat = torch.zeros_like(values[:1])
    # A unit that starts at a knot adds what the slope there changes by.
    changes = torch.cat([slopes, flat]) - torch.cat([flat, slopes])
    return torch.ones_like(knots)[None, :], -knots, changes[:, None], flat
