# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = """
# Each letter is compared with the mark of the letter after it: logit t belongs to mark t."""
# hint.es = """
# Cada letra se compara con la marca de la letra siguiente: el logit t corresponde a la marca t."""
# ///
"""Marks are shifted by one letter."""


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
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = torch.randint(len(ids), (batch_size,))
        logits = model(ids[batch], lengths[batch])
        loss = masked_bce(logits, marks[batch].roll(-1, dims=1), lengths[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
