# /// wrong answer
# check = "test_training_batches"
# kind = "broken_property"
# hint.en = """
# You take the users in their order. Neighbours may be alike: draw every minibatch at random."""
# hint.es = """
# Tomas los usuarios por orden. Los vecinos pueden parecerse: sortea cada minilote al azar."""
# ///
"""The users in their order."""


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
        users = (len(losses) * batch_size + torch.arange(batch_size)) % len(r)
        ratings, known = r[users], mask[users]
        shown = known & (torch.rand(known.shape) < keep)
        loss = masked_loss(model(ratings, shown), ratings, known)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
