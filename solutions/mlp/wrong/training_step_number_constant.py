# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = "Every step is corrected as if it were the first: k has to count the steps, 1, 2, 3 …"
# hint.es = "Cada paso se corrige como si fuera el primero: k tiene que contar los pasos, 1, 2, 3 …"
# ///
"""Every step is corrected as the first one."""


def train_classifier(
    x: Tensor, y: Tensor, layers: Layers, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[Layers, list[float]]:
    generator = torch.Generator().manual_seed(seed)
    tensors = [tensor for layer in layers for tensor in layer]
    averages = [(torch.zeros_like(tensor), torch.zeros_like(tensor)) for tensor in tensors]
    losses = []
    for _ in range(steps):
        rows = torch.randint(len(x), (batch_size,), generator=generator)
        network = list(zip(tensors[::2], tensors[1::2], strict=True))
        loss, dlogits = softmax_loss(network_forward(x[rows], network), y[rows])
        losses.append(loss.item())
        _, gradients = network_backward(dlogits, x[rows], network)
        for number, gradient in enumerate(g for layer in gradients for g in layer):
            m, v = averages[number]
            tensors[number], m, v = adam_step(tensors[number], gradient, m, v, 1, lr)
            averages[number] = m, v
    return list(zip(tensors[::2], tensors[1::2], strict=True)), losses
