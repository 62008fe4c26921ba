# /// wrong answer
# check = "test_training_keep"
# kind = "broken_property"
# hint.en = """
# keep makes no difference: your network sees every rating that it is asked for, and learns to
# copy."""
# hint.es = """
# keep no cambia nada: tu red ve todas las notas por las que se le pregunta, y aprende a
# copiar."""
# ///
"""keep is not used."""


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
        loss = masked_loss(model(ratings, known), ratings, known)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
