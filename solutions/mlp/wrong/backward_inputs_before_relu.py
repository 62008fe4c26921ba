# /// wrong answer
# check = "test_backward_two_layers"
# kind = "wrong_value"
# hint.en = """
# The gradient of a W takes what came into its layer. That is the output of the ReLU before it, not
# what went into that."""
# hint.es = """
# El gradiente de una W usa lo que entró en su capa. Eso es la salida de la ReLU anterior, no lo
# que entró en ella."""
# ///
"""The weights meet what went into the ReLU."""


def network_backward(dlogits: Tensor, x: Tensor, layers: Layers) -> tuple[Tensor, Layers]:
    inputs = [x]  # of every layer
    for W, b in layers[:-1]:
        inputs.append(torch.relu(inputs[-1]) @ W + b if len(inputs) > 1 else x @ W + b)
    gradients = []
    dz = dlogits
    for into, (W, _) in zip(reversed(inputs), reversed(layers), strict=True):
        gradients.append((into.T @ dz, dz.sum(dim=0)))
        dx = dz @ W.T
        # What came out of the ReLU is 0 where it lets nothing through.
        dz = dx * (into > 0)
    return dx, gradients[::-1]
