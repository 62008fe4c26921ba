# /// wrong answer
# check = "test_relu_network_values"
# kind = "wrong_value"
# hint.en = """
# Your output bias is the last value. What has the network to answer before the first knot, where no
# unit has begun?"""
# hint.es = """
# Tu sesgo de salida es el último valor. ¿Qué debe responder la red antes del primer nodo, donde aún
# no empieza ninguna unidad?"""
# ///
"""The output bias is the last value."""


def relu_network(knots: Tensor, values: Tensor) -> Parameters:
    slopes = values.diff() / knots.diff()
    flat = torch.zeros_like(values[:1])
    changes = torch.cat([slopes, flat]) - torch.cat([flat, slopes])
    return torch.ones_like(knots)[None, :], -knots, changes[:, None], values[-1:]
