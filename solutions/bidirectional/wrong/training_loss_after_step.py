# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = """
# Your losses are those after the step: asked for is the loss of the minibatch before it."""
# hint.es = """
# Tus pérdidas son las de después del paso: se pide la pérdida del minilote antes de él."""
# ///
"""The loss is measured after the step."""


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
        after = model(ids[batch], lengths[batch])
        losses.append(masked_bce(after, marks[batch], lengths[batch]).item())
    return model, losses
