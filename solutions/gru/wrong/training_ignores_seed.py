# /// wrong answer
# check = "test_training_reproducible"
# kind = "broken_property"
# hint.en = """
# The same seed gives two different models. Initial weights and minibatches both have to come from
# the seed."""
# hint.es = """
# La misma semilla da dos modelos distintos. Tanto los pesos iniciales como los minilotes tienen que
# salir de la semilla."""
# ///
"""The seed is not used."""


def train_adding(
    x: Tensor, y: Tensor, hidden_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[nn.Module, list[float]]:
    model = AddingModel(hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = torch.randint(len(x), (batch_size,))
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
    return model, losses
