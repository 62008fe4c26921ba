# /// wrong answer
# check = "test_backward_two_layers"
# kind = "wrong_value"
# hint.en = "Your dx is 0 wherever x is negative. No ReLU stands before the first layer."
# hint.es = "Tu dx es 0 donde x es negativo. Antes de la primera capa no hay ninguna ReLU."
# ///
"""dx is 0 where x is negative."""


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
    return dz, gradients[::-1]
