# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = """
# Your weights shrink at every step without a gradient: a weight decay is at work, which nobody
# asked for."""
# hint.es = """
# Tus pesos se encogen en cada paso sin gradiente: hay un decaimiento de pesos, que nadie pidió."""
# ///
"""AdamW with its default decay."""


def train_restorer(
    ids: Tensor,
    lengths: Tensor,
    marks: Tensor,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = Restorer(hidden_size)
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = torch.randint(len(ids), (batch_size,))
        logits = model(ids[batch], lengths[batch])
        loss = masked_bce(logits, marks[batch], lengths[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
