# /// wrong answer
# check = "test_training_reproducible"
# kind = "forbidden"
# hint.en = """
# The gradient is clipped before the step. That keeps the steps of long recurrences in bounds; here
# Adam takes the gradient as it is."""
# hint.es = """
# El gradiente se recorta antes del paso. Eso acota los pasos en recurrencias largas; aquí Adam
# toma el gradiente tal como es."""
# ///
"""The norm of the gradient is clipped."""


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
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return model, losses
