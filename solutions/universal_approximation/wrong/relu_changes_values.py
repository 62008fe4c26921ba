# /// wrong answer
# check = "test_relu_network_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# The network is right, but afterwards the caller's values are others: -= and operations with an
# underscore at their end change the tensor that was handed in."""
# hint.es = """
# La red es correcta, pero después los values de quien llama son otros: -= y las operaciones que
# terminan en guion bajo cambian el tensor recibido."""
# ///
"""The first value is taken off the values in place."""


def relu_network(knots: Tensor, values: Tensor) -> Parameters:
    first = values[:1].clone()
    values -= first
    slopes = values.diff() / knots.diff()
    flat = torch.zeros_like(values[:1])
    changes = torch.cat([slopes, flat]) - torch.cat([flat, slopes])
    return torch.ones_like(knots)[None, :], -knots, changes[:, None], first
