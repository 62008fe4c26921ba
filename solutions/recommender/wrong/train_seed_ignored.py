# /// wrong answer
# check = "test_training_reproducible"
# kind = "broken_property"
# hint.en = "Two trainings with the same seed differ. Seed before anything is drawn."
# hint.es = "Dos entrenamientos con la misma semilla son distintos. Siembra antes de sortear nada."
# ///
"""The seed is not used."""


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
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        users = torch.randint(len(r), (batch_size,))
        ratings, known = r[users], mask[users]
        shown = known & (torch.rand(known.shape) < keep)
        loss = masked_loss(model(ratings, shown), ratings, known)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
