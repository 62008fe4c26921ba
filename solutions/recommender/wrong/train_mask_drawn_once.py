# /// wrong answer
# check = "test_training_keep"
# kind = "broken_property"
# hint.en = """
# What is shown is drawn once, before the loop: the same ratings stay hidden for good. Draw at
# every step."""
# hint.es = """
# Lo que se muestra se sortea una vez, antes del bucle: siempre quedan escondidas las mismas
# notas. Sortea en cada paso."""
# ///
"""What is shown is drawn once."""


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
    kept = torch.rand(mask.shape) < keep
    for _ in range(steps):
        users = torch.randint(len(r), (batch_size,))
        ratings, known = r[users], mask[users]
        shown = known & kept[users]
        loss = masked_loss(model(ratings, shown), ratings, known)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
