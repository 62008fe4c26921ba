# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = "You ask only for what was hidden. Here all known ratings are asked for, shown or not."
# hint.es = """
# Solo preguntas por lo que se escondió. Aquí se pregunta por todas las notas conocidas, mostradas
# o no."""
# ///
"""The loss is of what was not shown."""


def train_autorec(
    model: nn.Module,
    r: Tensor,
    mask: Tensor,
    keep: float,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        users = torch.randint(len(r), (batch_size,))
        ratings, known = r[users], mask[users]
        shown = known & (torch.rand(known.shape) < keep)
        loss = masked_loss(model(ratings, shown), ratings, known & ~shown)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
