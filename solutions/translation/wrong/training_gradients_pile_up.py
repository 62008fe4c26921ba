# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = """
# Your gradients pile up from step to step: they are never set to zero."""
# hint.es = """
# Tus gradientes se acumulan paso a paso: nunca se ponen a cero."""
# ///
"""Gradients are never cleared."""


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
        logits = model(source[batch], target[batch])
        loss = nn.functional.cross_entropy(
            logits.flatten(0, 1), target[batch].flatten(), ignore_index=PAD
        )
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
