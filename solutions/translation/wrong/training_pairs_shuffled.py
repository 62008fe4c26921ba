# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = """
# Source and target of a minibatch do not belong together: draw the rows once, for both."""
# hint.es = """
# Source y target de un minilote no se corresponden: sortea las filas una vez, para ambos."""
# ///
"""Source and target are drawn apart."""


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
    for _ in range(steps):
        batch = torch.randint(len(source), (batch_size,))
        other = target[batch[torch.randperm(batch_size)]]
        logits = model(source[batch], other)
        loss = nn.functional.cross_entropy(logits.flatten(0, 1), other.flatten(), ignore_index=PAD)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
