# /// wrong answer
# check = "test_relu_network_values"
# kind = "wrong_value"
# hint.en = "Your units bend at -knots. A unit relu(x + b) bends where x + b = 0."
# hint.es = "Tus unidades se doblan en -knots. Una unidad relu(x + b) se dobla donde x + b = 0."
# ///
"""The biases are the knots, not minus the knots."""


def relu_network(knots: Tensor, values: Tensor) -> Parameters:
    slopes = values.diff() / knots.diff()
    flat = torch.zeros_like(values[:1])
    # A unit that starts at a knot adds what the slope there changes by.
    changes = torch.cat([slopes, flat]) - torch.cat([flat, slopes])
    return torch.ones_like(knots)[None, :], knots, changes[:, None], values[:1]
