# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = """
# Every step sees the same minibatch: the model learns those sequences and not the task. Draw a new
# one at every step."""
# hint.es = """
# Cada paso ve el mismo minilote: el modelo aprende esas secuencias y no la tarea. Toma uno nuevo en
# cada paso."""
# ///
"""Every step sees the same minibatch."""


def train_adding(
    x: Tensor, y: Tensor, hidden_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = AddingModel(hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = torch.arange(batch_size)
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
    return model, losses
