# /// wrong answer
# check = "test_relu_network_gradients"
# kind = "wrong_value"
# hint.en = """
# The gradient reaches values, but not knots: those were taken out of their tensor (item, tolist,
# float, detach, numpy). Compute with the tensor itself."""
# hint.es = """
# El gradiente llega a values, pero no a knots: esos los sacaste de su tensor (item, tolist, float,
# detach, numpy). Calcula con el propio tensor."""
# ///
"""The knots are constants, so no gradient reaches them."""


def relu_network(knots: Tensor, values: Tensor) -> Parameters:
    knots = knots.detach()
    slopes = values.diff() / knots.diff()
    flat = torch.zeros_like(values[:1])
    changes = torch.cat([slopes, flat]) - torch.cat([flat, slopes])
    return torch.ones_like(knots)[None, :], -knots, changes[:, None], values[:1]
