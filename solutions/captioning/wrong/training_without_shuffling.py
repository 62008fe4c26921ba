# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = """
# Your minibatches follow the order of the data, and here neighbours are alike. Draw the pairs of
# each minibatch at random."""
# hint.es = """
# Tus minilotes siguen el orden de los datos, y aquí los vecinos se parecen. Toma al azar los
# pares de cada minilote."""
# ///
"""Minibatches in the order of the data."""


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
        batch = (len(losses) * batch_size + torch.arange(batch_size)) % len(images)
        scores = model(images[batch], ids[batch])
        loss = F.cross_entropy(scores.flatten(0, 1), ids[batch].flatten(), ignore_index=NULL)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
