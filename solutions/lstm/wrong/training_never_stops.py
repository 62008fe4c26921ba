# /// wrong answer
# check = "test_training_stops"
# kind = "broken_property"
# hint.en = "You always take max_steps steps: goal has no effect."
# hint.es = "Siempre das max_steps pasos: goal no tiene efecto."
# ///
"""The training always takes all steps."""


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
    return model, losses
