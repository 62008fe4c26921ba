# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = "Gradients pile up from step to step. Clear them before going back."
# hint.es = "Los gradientes se acumulan de un paso a otro. Bórralos antes de retropropagar."
# ///
"""Gradients are never cleared."""


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
        loss = masked_loss(model(ratings, shown), ratings, known)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
