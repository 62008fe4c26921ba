# /// wrong answer
# check = "test_training_stops"
# kind = "broken_property"
# hint.en = """
# You stop on the mean of all losses since the start, in which the first ones, the largest, stay for
# ever. Asked for are the last 20."""
# hint.es = """
# Paras según la media de todas las pérdidas desde el inicio, en la que las primeras, las mayores,
# quedan para siempre. Se piden las últimas 20."""
# ///
"""The training stops on the mean of all losses."""


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
    for _ in range(max_steps):
        batch = torch.randint(len(x), (batch_size,))
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
        if len(losses) >= 20 and sum(losses) / len(losses) < goal:
            break
    return model, losses
