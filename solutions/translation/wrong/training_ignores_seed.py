# /// wrong answer
# check = "test_training_settings"
# kind = "broken_property"
# hint.en = """
# The seed makes no difference, or not all of it: two trainings with the same one differ. Set it
# before the model is made."""
# hint.es = """
# La semilla no cuenta, o no del todo: dos entrenamientos con la misma difieren. Fíjala antes de
# crear el modelo."""
# ///
"""The seed is not used."""


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
    model = Translator(source_words, target_words, hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = torch.randint(len(source), (batch_size,))
        logits = model(source[batch], target[batch])
        loss = nn.functional.cross_entropy(
            logits.flatten(0, 1), target[batch].flatten(), ignore_index=PAD
        )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
