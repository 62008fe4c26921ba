# /// wrong answer
# check = "test_training_on_nothing"
# kind = "broken_property"
# hint.en = """
# A minibatch in which nobody has rated anything has the loss 0, but Adam takes no step for it (its
# step() passes over parameters whose .grad is None, too). It takes one with the gradient 0: its
# averages decay, and the weights go on moving by them."""
# hint.es = """
# Un minilote en el que nadie ha valorado nada tiene la pérdida 0, pero Adam no da ningún paso con
# él (su step() también pasa por alto los parámetros cuyo .grad es None). Da uno con el gradiente 0:
# sus medias decaen, y los pesos se siguen moviendo con ellas."""
# ///
"""A minibatch without ratings is no step of Adam."""


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
        if not known.any():
            losses.append(0.0)
            continue
        loss = masked_loss(model(ratings, shown), ratings, known)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
