# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# Your losses are sums over the minibatch, so that they grow with batch_size. Asked for is the
# mean."""
# hint.es = """
# Tus pérdidas son sumas sobre el minilote, de modo que crecen con batch_size. Se pide la media."""
# ///
"""The loss is a sum over the minibatch."""


def train_classifier(
    x: Tensor, y: Tensor, layers: Layers, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[Layers, list[float]]:
    generator = torch.Generator().manual_seed(seed)
    tensors = [tensor for layer in layers for tensor in layer]
    averages = [(torch.zeros_like(tensor), torch.zeros_like(tensor)) for tensor in tensors]
    losses = []
    for k in range(1, steps + 1):
        rows = torch.randint(len(x), (batch_size,), generator=generator)
        network = list(zip(tensors[::2], tensors[1::2], strict=True))
        loss, dlogits = softmax_loss(network_forward(x[rows], network), y[rows])
        losses.append(loss.item() * batch_size)
        _, gradients = network_backward(dlogits * batch_size, x[rows], network)
        for number, gradient in enumerate(g for layer in gradients for g in layer):
            m, v = averages[number]
            tensors[number], m, v = adam_step(tensors[number], gradient, m, v, k, lr)
            averages[number] = m, v
    return list(zip(tensors[::2], tensors[1::2], strict=True)), losses
