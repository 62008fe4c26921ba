# /// wrong answer
# check = "test_backward_two_layers"
# kind = "wrong_value"
# hint.en = """
# The gradients of your weights and biases are means over the rows. Any mean is in dlogits already:
# add up."""
# hint.es = """
# Los gradientes de tus pesos y sesgos son medias sobre las filas. Si hay una media, ya está en
# dlogits: suma."""
# ///
"""The gradients of the weights are means over the rows."""


def network_backward(dlogits: Tensor, x: Tensor, layers: Layers) -> tuple[Tensor, Layers]:
    inputs = [x]  # of every layer
    for W, b in layers[:-1]:
        inputs.append(torch.relu(inputs[-1] @ W + b))
    gradients = []
    dz = dlogits
    for into, (W, _) in zip(reversed(inputs), reversed(layers), strict=True):
        gradients.append((into.T @ dz / len(x), dz.mean(dim=0)))
        dx = dz @ W.T
        # What came out of the ReLU is 0 where it lets nothing through.
        dz = dx * (into > 0)
    return dx, gradients[::-1]
