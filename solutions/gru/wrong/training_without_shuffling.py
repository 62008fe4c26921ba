# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = """
# Your minibatches follow the order of the data, and here neighbours have nearly the same target.
# Draw the sequences of every minibatch at random."""
# hint.es = """
# Tus minilotes siguen el orden de los datos, y aquí los vecinos tienen casi el mismo objetivo. Toma
# al azar las secuencias de cada minilote."""
# ///
"""The minibatches are taken in the order of the data."""


def train_adding(
    x: Tensor, y: Tensor, hidden_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = AddingModel(hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for step in range(steps):
        batch = (step * batch_size + torch.arange(batch_size)) % len(x)
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
    return model, losses
