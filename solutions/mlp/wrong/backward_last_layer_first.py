# /// wrong answer
# check = "test_backward_two_layers"
# kind = "wrong_shape"
# hint.en = """
# Your gradients are in the order of the way back. Turn the list round: the first layer comes
# first."""
# hint.es = """
# Tus gradientes están en el orden del camino de vuelta. Dale la vuelta a la lista: la primera capa
# va primero."""
# ///
"""The gradients come in the order of the way back."""


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
        dz = dx * (into > 0)
    return dx, gradients
