# /// wrong answer
# check = "test_training_reproducible"
# kind = "broken_property"
# hint.en = """
# The model is the one that the training began with: no step changes it."""
# hint.es = """
# El modelo es el mismo con el que empezó el entrenamiento: ningún paso lo cambia."""
# ///
"""The optimiser takes no step."""


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
        loss = masked_bce(logits, marks[batch], lengths[batch])
        optimizer.zero_grad()
        loss.backward()
        losses.append(loss.item())
    return model, losses
