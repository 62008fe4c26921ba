# /// wrong answer
# check = "test_relu_network_values"
# kind = "wrong_value"
# hint.en = """
# Your changes of slope stand one knot too early. The unit at the first knot has to add the whole of
# the first slope, since the line is flat before it."""
# hint.es = """
# Tus cambios de pendiente están un nodo antes de su sitio. La unidad del primer nodo debe añadir
# toda la primera pendiente, pues antes de él la recta es plana."""
# ///
"""The first unit adds the change from the first slope to the second."""


def relu_network(knots: Tensor, values: Tensor) -> Parameters:
    slopes = values.diff() / knots.diff()
    flat = torch.zeros_like(values[:1])
    changes = torch.cat([slopes.diff(), -slopes[-1:], flat])
    return torch.ones_like(knots)[None, :], -knots, changes[:, None], values[:1]
