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
"""The seed is ignored."""


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
    model = AddingModel(hidden_size, forget_bias)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses: list[float] = []
    for _ in range(max_steps):
        batch = torch.randint(len(x), (batch_size,))
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
        if len(losses) >= 20 and sum(losses[-20:]) / 20 < goal:
            break
    return model, losses
