# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = """
# The gradients of earlier steps are still there when a step is taken: they are never cleared."""
# hint.es = "Los gradientes de pasos anteriores siguen ahí al dar un paso: nunca se borran."
# ///
"""zero_grad is missing."""


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
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
