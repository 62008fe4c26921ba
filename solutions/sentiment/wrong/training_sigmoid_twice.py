# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = "A sigmoid is applied before a loss that applies it itself: it is never below 0.31."
# hint.es = "Se aplica una sigmoide antes de una pérdida que ya la aplica: nunca baja de 0.31."
# ///
"""A sigmoid before the loss."""


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
        probabilities = torch.sigmoid(logits)
        loss = nn.functional.binary_cross_entropy_with_logits(probabilities, labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
