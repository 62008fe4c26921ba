# /// wrong answer
# check = "test_backward_at_zero"
# kind = "wrong_value"
# hint.en = """
# Where exactly 0 goes into the ReLU your gradient passes. Here the slope at 0 is 0: compare with
# >, not with >=."""
# hint.es = """
# Donde en la ReLU entra justo un 0, tu gradiente pasa. Aquí la pendiente en 0 es 0: compara con >,
# no con >=."""
# ///
"""The slope at 0 is 1."""


def network_backward(dlogits: Tensor, x: Tensor, layers: Layers) -> tuple[Tensor, Layers]:
    inputs, sums = [x], [x]
    for W, b in layers[:-1]:
        sums.append(inputs[-1] @ W + b)
        inputs.append(torch.relu(sums[-1]))
    gradients = []
    dz = dlogits
    for into, z, (W, _) in zip(inputs[::-1], sums[::-1], layers[::-1], strict=True):
        gradients.append((into.T @ dz, dz.sum(dim=0)))
        dx = dz @ W.T
        dz = dx * (z >= 0)
    return dx, gradients[::-1]
