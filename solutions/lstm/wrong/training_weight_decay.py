# /// wrong answer
# check = "test_training_first_step"
# kind = "broken_property"
# hint.en = """
# Your optimiser also shrinks the weights at every step (AdamW, or a weight_decay). Asked for is
# Adam with lr and its defaults."""
# hint.es = """
# Tu optimizador además encoge los pesos en cada paso (AdamW, o un weight_decay). Se pide Adam con
# lr y sus valores por defecto."""
# ///
"""The optimiser lets the weights decay."""


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
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    losses: list[float] = []
    for _ in range(max_steps):
        batch = torch.randint(len(x), (batch_size,))
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
        if len(losses) >= 20 and sum(losses[-20:]) / 20 < goal:
            break
    return model, losses
