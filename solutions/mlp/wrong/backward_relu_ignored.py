# /// wrong answer
# check = "test_backward_two_layers"
# kind = "wrong_value"
# hint.en = """
# Your gradient passes the ReLU everywhere. A unit that answered 0 did nothing, and gets
# nothing."""
# hint.es = """
# Tu gradiente pasa la ReLU en todas partes. Una unidad que respondió 0 no hizo nada, y no recibe
# nada."""
# ///
"""The gradient passes units that are asleep."""


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
        dz = dx
    return dx, gradients[::-1]
