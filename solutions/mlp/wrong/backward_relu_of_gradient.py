# /// wrong answer
# check = "test_backward_two_layers"
# kind = "wrong_value"
# hint.en = """
# You let the positive gradients through. What decides is the sign of what went forward into the
# ReLU, not that of what comes back."""
# hint.es = """
# Dejas pasar los gradientes positivos. Lo que decide es el signo de lo que entró en la ReLU hacia
# adelante, no el de lo que vuelve."""
# ///
"""The gradient itself passes a ReLU."""


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
        dz = dx * (dx > 0)
    return dx, gradients[::-1]
