# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = """
# The learning rate falls during your training. Asked for is Adam with lr at every step."""
# hint.es = """
# La tasa de aprendizaje baja durante tu entrenamiento. Se pide Adam con lr en todos los pasos."""
# ///
"""The rate falls to 5 %."""


def train_captioner(
    images: Tensor,
    ids: Tensor,
    words: int,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = Captioner(images[0].numel(), words, hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = torch.randint(len(images), (batch_size,))
        scores = model(images[batch], ids[batch])
        loss = F.cross_entropy(scores.flatten(0, 1), ids[batch].flatten(), ignore_index=NULL)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        optimizer.param_groups[0]["lr"] = lr * (1 - 0.95 * (len(losses) + 1) / steps)
        losses.append(loss.item())
    return model, losses
