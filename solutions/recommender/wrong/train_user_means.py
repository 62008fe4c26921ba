# /// wrong answer
# check = "test_training_batches"
# kind = "broken_property"
# hint.en = """
# In your loss every user weighs the same. Here every known rating of the minibatch does."""
# hint.es = """
# En tu pérdida todos los usuarios pesan lo mismo. Aquí lo que pesa lo mismo es cada nota conocida
# del minilote."""
# ///
"""Every user weighs the same."""


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
        errors = torch.where(known, model(ratings, shown) - ratings, 0)
        loss = ((errors**2).sum(1) / known.sum(1).clamp(min=1)).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
