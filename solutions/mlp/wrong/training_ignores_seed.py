# /// wrong answer
# check = "test_training_seed"
# kind = "broken_property"
# hint.en = """
# The same seed gives two different trainings: draw the minibatches from a generator with this
# seed."""
# hint.es = """
# La misma semilla da dos entrenamientos distintos: sortea los minilotes con un generador que tenga
# esta semilla."""
# ///
"""The seed is not used."""


def train_classifier(
    x: Tensor, y: Tensor, layers: Layers, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[Layers, list[float]]:
    tensors = [tensor for layer in layers for tensor in layer]
    averages = [(torch.zeros_like(tensor), torch.zeros_like(tensor)) for tensor in tensors]
    losses = []
    for k in range(1, steps + 1):
        rows = torch.randint(len(x), (batch_size,))
        network = list(zip(tensors[::2], tensors[1::2], strict=True))
        loss, dlogits = softmax_loss(network_forward(x[rows], network), y[rows])
        losses.append(loss.item())
        _, gradients = network_backward(dlogits, x[rows], network)
        for number, gradient in enumerate(g for layer in gradients for g in layer):
            m, v = averages[number]
            tensors[number], m, v = adam_step(tensors[number], gradient, m, v, k, lr)
            averages[number] = m, v
    return list(zip(tensors[::2], tensors[1::2], strict=True)), losses
