# /// wrong answer
# check = "test_relu_network_gradients"
# kind = "wrong_value"
# hint.en = """
# The numbers are right, but no gradient reaches knots or values: they were taken out of the tensors
# (item, tolist, float, detach, numpy). Compute with the tensors themselves."""
# hint.es = """
# Los números son correctos, pero ningún gradiente llega a knots ni a values: los sacaste de los
# tensores (item, tolist, float, detach, numpy). Calcula con los propios tensores."""
# ///
"""The parameters are made of Python numbers, so no gradient flows."""


def relu_network(knots: Tensor, values: Tensor) -> Parameters:
    knots, values = knots.detach(), values.detach()
    slopes = values.diff() / knots.diff()
    flat = torch.zeros_like(values[:1])
    changes = torch.cat([slopes, flat]) - torch.cat([flat, slopes])
    return torch.ones_like(knots)[None, :], -knots, changes[:, None], values[:1]
