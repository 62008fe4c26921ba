# /// wrong answer
# check = "test_relu_network_gradients"
# kind = "raised"
# hint.en = """
# The numbers are right, but they were taken out of the tensors (item, tolist, float, detach,
# numpy), so PyTorch can't follow them back to knots and values. Compute with the tensors
# themselves."""
# hint.es = """
# Los números son correctos, pero los sacaste de los tensores (item, tolist, float, detach, numpy),
# así que PyTorch no puede seguirlos hasta knots y values. Calcula con los propios tensores."""
# ///
"""The parameters are made of Python numbers, so no gradient flows."""


def relu_network(knots: Tensor, values: Tensor) -> Parameters:
    knots, values = knots.detach(), values.detach()
    slopes = values.diff() / knots.diff()
    flat = torch.zeros_like(values[:1])
    # A unit that starts at a knot adds what the slope there changes by.
    changes = torch.cat([slopes, flat]) - torch.cat([flat, slopes])
    return torch.ones_like(knots)[None, :], -knots, changes[:, None], values[:1]
