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
    model = AddingModel(16, forget_bias)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses: list[float] = []
    for _ in range(max_steps):
        batch = torch.randint(len(x), (batch_size,))
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
        if len(losses) >= 20 and sum(losses[-20:]) / 20 < goal:
            break
    return model, losses
