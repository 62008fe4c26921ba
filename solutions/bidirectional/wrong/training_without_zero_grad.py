# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = """
# The gradients of earlier steps are still in yours: clear them at every step."""
# hint.es = """
# En tus gradientes siguen los de pasos anteriores: bórralos en cada paso."""
# ///
"""Gradients are not cleared."""


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
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
