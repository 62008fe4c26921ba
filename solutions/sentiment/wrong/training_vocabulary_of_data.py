# /// wrong answer
# check = "test_training_reads_the_text"
# kind = "raised"
# hint.en = """
# Your embedding has rows for the ids of the training alone; vocabulary_size says how many there
# are."""
# hint.es = """
# Tu embedding tiene filas solo para los ids del entrenamiento; vocabulary_size dice cuántas
# hay."""
# ///
"""As many rows as ids were seen."""


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
    model = Classifier(int(ids.max()) + 1, hidden_size)
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
