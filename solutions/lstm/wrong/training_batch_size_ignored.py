# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = """
# The minibatches have the same size whatever batch_size is: a number stands where the argument
# should."""
# hint.es = """
# Los minilotes tienen el mismo tamaño sea cual sea batch_size: hay un número donde debería ir el
# argumento."""
# ///
"""The size of a minibatch is a constant."""


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
        batch = torch.randint(len(x), (32,))
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
        if len(losses) >= 20 and sum(losses[-20:]) / 20 < goal:
            break
    return model, losses
