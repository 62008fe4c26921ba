# /// wrong answer
# check = "test_backward_any_depth"
# kind = "wrong_value"
# hint.en = """
# Your gradients are right for two layers and not for more: the way back is the same at every
# layer, the ReLU of each included."""
# hint.es = """
# Tus gradientes son correctos con dos capas y no con más: el camino de vuelta es igual en cada
# capa, también la ReLU de cada una."""
# ///
"""Only the ReLU before the last layer stops a gradient."""


def network_backward(dlogits: Tensor, x: Tensor, layers: Layers) -> tuple[Tensor, Layers]:
    inputs = [x]  # of every layer
    for W, b in layers[:-1]:
        inputs.append(torch.relu(inputs[-1] @ W + b))
    gradients = []
    dz = dlogits
    for into, (W, _) in zip(reversed(inputs), reversed(layers), strict=True):
        gradients.append((into.T @ dz, dz.sum(dim=0)))
        dx = dz @ W.T
        # What came out of the ReLU is 0 where it lets nothing through.
        dz = dx * (into > 0) if len(gradients) == 1 else dx
    return dx, gradients[::-1]
