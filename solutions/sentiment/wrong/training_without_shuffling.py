# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = """
# Your minibatches are taken in order: neighbours are alike. Draw them at random from all
# texts."""
# hint.es = """
# Tus minilotes se toman en orden: los vecinos se parecen. Sortéalos entre todos los textos."""
# ///
"""In order."""


def train_sentiment(
    ids: Tensor,
    lengths: Tensor,
    labels: Tensor,
    vocabulary_size: int,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = Classifier(vocabulary_size, hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for k in range(steps):
        batch = torch.arange(k * batch_size, (k + 1) * batch_size) % len(ids)
        logits = model(ids[batch], lengths[batch])
        loss = nn.functional.binary_cross_entropy_with_logits(logits, labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
