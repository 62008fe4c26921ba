# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# Each of your steps follows the sum of all gradients so far: nothing clears them before the next
# (zero_grad)."""
# hint.es = """
# Cada uno de tus pasos sigue la suma de todos los gradientes hasta ahora: nada los borra antes del
# siguiente (zero_grad)."""
# ///
"""The gradients of earlier steps are not cleared."""


def train_classifier(
    x: Tensor, y: Tensor, layers: Layers, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[Layers, list[float]]:
    generator = torch.Generator().manual_seed(seed)
    tensors = [tensor for layer in layers for tensor in layer]
    averages = [(torch.zeros_like(tensor), torch.zeros_like(tensor)) for tensor in tensors]
    losses = []
    sums = [torch.zeros_like(tensor) for tensor in tensors]
    for k in range(1, steps + 1):
        rows = torch.randint(len(x), (batch_size,), generator=generator)
        network = list(zip(tensors[::2], tensors[1::2], strict=True))
        loss, dlogits = softmax_loss(network_forward(x[rows], network), y[rows])
        losses.append(loss.item())
        _, gradients = network_backward(dlogits, x[rows], network)
        for number, gradient in enumerate(g for layer in gradients for g in layer):
            sums[number] = sums[number] + gradient
            m, v = averages[number]
            tensors[number], m, v = adam_step(tensors[number], sums[number], m, v, k, lr)
            averages[number] = m, v
    return list(zip(tensors[::2], tensors[1::2], strict=True)), losses
