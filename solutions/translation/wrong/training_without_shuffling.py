# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = """
# Your minibatches are neighbours in the data, one after the other: here neighbours are alike.
# Draw rows at random."""
# hint.es = """
# Tus minilotes son vecinos en los datos, uno tras otro: aquí los vecinos se parecen. Sortea las
# filas."""
# ///
"""Minibatches are neighbours."""


def train_translator(
    source: Tensor,
    target: Tensor,
    source_words: int,
    target_words: int,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = Translator(source_words, target_words, hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for k in range(steps):
        batch = (k * batch_size + torch.arange(batch_size)) % len(source)
        logits = model(source[batch], target[batch])
        loss = nn.functional.cross_entropy(
            logits.flatten(0, 1), target[batch].flatten(), ignore_index=PAD
        )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
