# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = """
# Words are sorted by length within the minibatch, but their marks are not: each logit has to meet
# its own word's marks."""
# hint.es = """
# Las palabras se ordenan por longitud dentro del minilote, pero sus marcas no: cada logit tiene
# que encontrarse con las marcas de su palabra."""
# ///
"""A minibatch is sorted by length, its marks are not."""


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
        order = batch[lengths[batch].argsort()]
        logits = model(ids[order], lengths[order])
        loss = masked_bce(logits, marks[batch], lengths[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
