# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = """
# Your weights decay at every step. Asked for is Adam with lr and nothing else."""
# hint.es = """
# Tus pesos decaen en cada paso. Se pide Adam con lr y nada más."""
# ///
"""AdamW, with its decay."""


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
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr, weight_decay=0.1)
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
