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
    x: Tensor,
    y: Tensor,
    hidden_size: int,
    forget_bias: float,
    max_steps: int,
    batch_size: int,
    lr: float,
    seed: int,
    goal: float,
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = AddingModel(hidden_size, forget_bias)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses: list[float] = []
    batch = torch.randint(len(x), (batch_size,))
    for _ in range(max_steps):
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
        if len(losses) >= 20 and sum(losses[-20:]) / 20 < goal:
            break
    return model, losses
