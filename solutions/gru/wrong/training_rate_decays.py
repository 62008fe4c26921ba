# /// wrong answer
# check = "test_training_first_step"
# kind = "broken_property"
# hint.en = """
# The learning rate falls during your training. Asked for is Adam with lr at every step."""
# hint.es = """
# La tasa de aprendizaje baja durante tu entrenamiento. Se pide Adam con lr en todos los pasos."""
# ///
"""The learning rate falls at every step."""


def train_adding(
    x: Tensor, y: Tensor, hidden_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = AddingModel(hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.99)
    losses = []
    for _ in range(steps):
        batch = torch.randint(len(x), (batch_size,))
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
        scheduler.step()
    return model, losses
