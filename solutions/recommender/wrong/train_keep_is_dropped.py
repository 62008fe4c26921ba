# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = "You hide with probability keep. It is the probability with which a rating is shown."
# hint.es = "Escondes con probabilidad keep. Es la probabilidad con que se muestra una nota."
# ///
"""keep is the probability of hiding."""


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
        shown = known & (torch.rand(known.shape) >= keep)
        loss = masked_loss(model(ratings, shown), ratings, known)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
