# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = """
# The learning rate falls during your training. Asked for is Adam with lr at every step."""
# hint.es = """
# La tasa de aprendizaje baja durante tu entrenamiento. Se pide Adam con lr en todos los pasos."""
# ///
"""The rate falls during the training."""


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
        for group in optimizer.param_groups:
            group["lr"] = lr * (1 - k / steps)
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
