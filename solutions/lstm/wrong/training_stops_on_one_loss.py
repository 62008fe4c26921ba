# /// wrong answer
# check = "test_training_stops"
# kind = "broken_property"
# hint.en = """
# You stop at the first loss below goal. One minibatch may be easy by luck: it is the mean of the
# last 20 that counts."""
# hint.es = """
# Paras en la primera pérdida menor que goal. Un minilote puede ser fácil por suerte: lo que cuenta
# es la media de las últimas 20."""
# ///
"""The training stops at the first low loss."""


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
        if losses[-1] < goal:
            break
    return model, losses
