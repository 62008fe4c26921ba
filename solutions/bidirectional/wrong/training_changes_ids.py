# /// wrong answer
# check = "test_training_keeps_arguments"
# kind = "broken_property"
# hint.en = """
# The training leaves other numbers in its arguments: something writes into them in place."""
# hint.es = """
# El entrenamiento deja otros números en sus argumentos: algo escribe en ellos."""
# ///
"""ids are shuffled in place."""


def train_restorer(
    ids: Tensor,
    lengths: Tensor,
    marks: Tensor,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = Restorer(hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = torch.randint(len(ids), (batch_size,))
        logits = model(ids[batch], lengths[batch])
        loss = masked_bce(logits, marks[batch], lengths[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    ids.copy_(ids[torch.randperm(len(ids))])
    return model, losses
