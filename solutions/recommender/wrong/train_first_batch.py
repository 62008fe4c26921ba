# /// wrong answer
# check = "test_training_batches"
# kind = "broken_property"
# hint.en = "Every step trains on the first users. All of them have to have a chance."
# hint.es = "Cada paso entrena con los primeros usuarios. Todos tienen que tener su oportunidad."
# ///
"""Always the first users."""


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
        users = torch.arange(batch_size)
        ratings, known = r[users], mask[users]
        shown = known & (torch.rand(known.shape) < keep)
        loss = masked_loss(model(ratings, shown), ratings, known)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
