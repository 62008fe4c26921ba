# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = "All steps train on the same texts: draw a minibatch at every step."
# hint.es = "Todos los pasos entrenan con los mismos textos: sortea un minilote en cada paso."
# ///
"""One minibatch for all steps."""


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
    batch = torch.randint(len(ids), (batch_size,))
    for _ in range(steps):
        logits = model(ids[batch], lengths[batch])
        loss = nn.functional.binary_cross_entropy_with_logits(logits, labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
