# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = "These are steps of plain gradient descent. Asked for is Adam."
# hint.es = "Estos son pasos de descenso de gradiente simple. Se pide Adam."
# ///
"""Plain gradient descent."""


def train_classifier(
    x: Tensor, y: Tensor, layers: Layers, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[Layers, list[float]]:
    generator = torch.Generator().manual_seed(seed)
    tensors = [tensor for layer in layers for tensor in layer]
    losses = []
    for _ in range(steps):
        rows = torch.randint(len(x), (batch_size,), generator=generator)
        network = list(zip(tensors[::2], tensors[1::2], strict=True))
        loss, dlogits = softmax_loss(network_forward(x[rows], network), y[rows])
        losses.append(loss.item())
        _, gradients = network_backward(dlogits, x[rows], network)
        for number, gradient in enumerate(g for layer in gradients for g in layer):
            tensors[number] = tensors[number] - lr * gradient
    return list(zip(tensors[::2], tensors[1::2], strict=True)), losses
