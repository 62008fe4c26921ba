# /// wrong answer
# check = "test_training_keep"
# kind = "broken_property"
# hint.en = """
# In a step you hide the same items from all users of the minibatch. Draw for every rating by
# itself."""
# hint.es = """
# En un paso escondes los mismos artículos a todos los usuarios del minilote. Sortea cada nota por
# su cuenta."""
# ///
"""The same items are shown of all rows."""


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
        shown = known & (torch.rand(known.shape[1]) < keep)
        loss = masked_loss(model(ratings, shown), ratings, known)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
