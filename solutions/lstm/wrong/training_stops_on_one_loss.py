# /// wrong answer
# check = "test_training_stops"
# kind = "broken_property"
# hint.en = """
# You stop before there are 20 losses. One minibatch may be easy by luck: it is the mean of the last
# 20 that counts, so that no training ends before step 20."""
# hint.es = """
# Paras antes de que haya 20 pérdidas. Un minilote puede ser fácil por suerte: lo que cuenta es la
# media de las últimas 20, así que ningún entrenamiento termina antes del paso 20."""
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
