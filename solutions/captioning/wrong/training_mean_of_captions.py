# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = """
# In your training a word of a short caption weighs more than one of a long caption. Every word of
# a minibatch weighs the same."""
# hint.es = """
# En tu entrenamiento pesa más una palabra de una frase corta que una de una larga. Todas las
# palabras de un minilote pesan lo mismo."""
# ///
"""A mean of the captions' means."""


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
        real = ids[batch] != NULL
        nll = F.cross_entropy(scores.mT, ids[batch], reduction="none")
        loss = ((nll * real).sum(dim=1) / real.sum(dim=1)).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
