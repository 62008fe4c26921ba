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
    x: Tensor, y: Tensor, hidden_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = AddingModel(hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = torch.randint(len(x), (32,))
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
    return model, losses
