# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = """
# The last sequence is never drawn: torch.randint leaves out its upper end by itself, so len(x) is
# the right one."""
# hint.es = """
# La última secuencia nunca se sortea: torch.randint ya excluye su extremo superior, así que el
# correcto es len(x)."""
# ///
"""The last sequence is never drawn."""


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
        batch = torch.randint(len(x) - 1, (batch_size,))
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
        if len(losses) >= 20 and sum(losses[-20:]) / 20 < goal:
            break
    return model, losses
