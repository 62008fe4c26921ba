# /// wrong answer
# check = "test_backward_two_layers"
# kind = "wrong_shape"
# hint.en = """
# The gradients of your biases still have the axis of the rows. One bias serves all rows: sum over
# them."""
# hint.es = """
# Los gradientes de tus sesgos conservan el eje de las filas. Un mismo sesgo sirve a todas las
# filas: súmalos sobre ellas."""
# ///
"""The gradients of the biases keep the rows."""


def network_backward(dlogits: Tensor, x: Tensor, layers: Layers) -> tuple[Tensor, Layers]:
    inputs = [x]  # of every layer
    for W, b in layers[:-1]:
        inputs.append(torch.relu(inputs[-1] @ W + b))
    gradients = []
    dz = dlogits
    for into, (W, _) in zip(reversed(inputs), reversed(layers), strict=True):
        gradients.append((into.T @ dz, dz))
        dx = dz @ W.T
        # What came out of the ReLU is 0 where it lets nothing through.
        dz = dx * (into > 0)
    return dx, gradients[::-1]
