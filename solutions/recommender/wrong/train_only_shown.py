# /// wrong answer
# check = "test_training_keep"
# kind = "broken_property"
# hint.en = """
# You ask for what the network was just shown. Then it needs only to copy: ask for all that is
# known."""
# hint.es = """
# Preguntas por lo que se le acaba de mostrar a la red. Así le basta con copiar: pregunta por todo
# lo que se conoce."""
# ///
"""The loss is of what was shown."""


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
        loss = masked_loss(model(ratings, shown), ratings, shown)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
