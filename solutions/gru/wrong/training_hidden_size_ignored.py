# /// wrong answer
# check = "test_training_gradients"
# kind = "broken_property"
# hint.en = """
# The model has as many units whatever hidden_size is: a number stands where the argument should.
# Follow hidden_size from the signature to the layer."""
# hint.es = """
# El modelo tiene las mismas unidades sea cual sea hidden_size: hay un número donde debería ir el
# argumento. Sigue hidden_size desde la firma hasta la capa."""
# ///
"""The size of the hidden state is a constant."""


def train_adding(
    x: Tensor, y: Tensor, hidden_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = AddingModel(16)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = torch.randint(len(x), (batch_size,))
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
    return model, losses
