# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = """
# Every step trains on the same minibatch: draw a new one at every step, from all words."""
# hint.es = """
# Todos los pasos entrenan con el mismo minilote: toma uno nuevo en cada paso, de entre todas las
# palabras."""
# ///
"""One minibatch for all steps."""


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
    batch = torch.randint(len(ids), (batch_size,))
    for _ in range(steps):
        logits = model(ids[batch], lengths[batch])
        loss = masked_bce(logits, marks[batch], lengths[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
