# /// wrong answer
# check = "test_training_first_step"
# kind = "broken_property"
# hint.en = """
# Your optimiser is another one than Adam (Adamax): its first step is the same, the next ones are
# not."""
# hint.es = """
# Tu optimizador no es Adam sino otro (Adamax): su primer paso es el mismo, los siguientes no."""
# ///
"""The optimiser is Adamax."""


def train_adding(
    x: Tensor, y: Tensor, hidden_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = AddingModel(hidden_size)
    optimizer = torch.optim.Adamax(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = torch.randint(len(x), (batch_size,))
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
    return model, losses
