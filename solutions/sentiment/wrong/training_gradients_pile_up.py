# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = "The gradients of earlier steps are still there: clear them before each backward pass."
# hint.es = """
# Los gradientes de pasos anteriores siguen ahí: bórralos antes de cada retropropagación."""
# ///
"""zero_grad is missing."""


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
    for _ in range(steps):
        batch = torch.randint(len(ids), (batch_size,))
        logits = model(ids[batch], lengths[batch])
        loss = nn.functional.binary_cross_entropy_with_logits(logits, labels[batch])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
