# /// wrong answer
# check = "test_training_reproducible"
# kind = "broken_property"
# hint.en = """
# The same seed gives another model each time: torch.manual_seed(seed) comes before the model is
# made."""
# hint.es = """
# La misma semilla da cada vez otro modelo: torch.manual_seed(seed) va antes de crear el
# modelo."""
# ///
"""The seed is not used."""


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
    model = Classifier(vocabulary_size, hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = torch.randint(len(ids), (batch_size,))
        logits = model(ids[batch], lengths[batch])
        loss = nn.functional.binary_cross_entropy_with_logits(logits, labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
