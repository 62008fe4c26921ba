# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = "Texts are sorted by length within the minibatch, but their labels are not."
# hint.es = "Los textos se ordenan por longitud dentro del minilote, pero sus etiquetas no."
# ///
"""A minibatch is sorted, its labels are not."""


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
        order = batch[lengths[batch].argsort()]
        logits = model(ids[order], lengths[order])
        loss = nn.functional.binary_cross_entropy_with_logits(logits, labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
