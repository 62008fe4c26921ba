# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = "In your training <null> counts as a word. It must not count, as in exercise 3."
# hint.es = """
# En tu entrenamiento <null> cuenta como palabra. No debe contar, como en el ejercicio 3."""
# ///
"""<null> counts in the training."""


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
        loss = F.cross_entropy(scores.flatten(0, 1), ids[batch].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
