# /// wrong answer
# check = "test_training_reproducible"
# kind = "wrong_shape"
# hint.en = "losses needs a number for every step."
# hint.es = "losses necesita un número por paso."
# ///
"""The last loss alone."""


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
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses[-1:]
