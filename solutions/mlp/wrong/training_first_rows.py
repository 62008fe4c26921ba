# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = "Every step sees the same rows. Draw new ones at every step, from all of them."
# hint.es = "Cada paso ve las mismas filas. Sortea otras en cada paso, de entre todas."
# ///
"""Every step sees the first rows."""


def train_classifier(
    x: Tensor, y: Tensor, layers: Layers, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[Layers, list[float]]:
    tensors = [tensor for layer in layers for tensor in layer]
    averages = [(torch.zeros_like(tensor), torch.zeros_like(tensor)) for tensor in tensors]
    losses = []
    for k in range(1, steps + 1):
        rows = torch.arange(batch_size)
        network = list(zip(tensors[::2], tensors[1::2], strict=True))
        loss, dlogits = softmax_loss(network_forward(x[rows], network), y[rows])
        losses.append(loss.item())
        _, gradients = network_backward(dlogits, x[rows], network)
        for number, gradient in enumerate(g for layer in gradients for g in layer):
            m, v = averages[number]
            tensors[number], m, v = adam_step(tensors[number], gradient, m, v, k, lr)
            averages[number] = m, v
    return list(zip(tensors[::2], tensors[1::2], strict=True)), losses
