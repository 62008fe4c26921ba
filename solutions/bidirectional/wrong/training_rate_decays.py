# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = """
# The learning rate falls during your training. Asked for is Adam with lr at every step."""
# hint.es = """
# La tasa de aprendizaje baja durante tu entrenamiento. Se pide Adam con lr en todos los pasos."""
# ///
"""The learning rate falls at every step."""


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
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.99)
    losses = []
    for _ in range(steps):
        batch = torch.randint(len(ids), (batch_size,))
        logits = model(ids[batch], lengths[batch])
        loss = masked_bce(logits, marks[batch], lengths[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        scheduler.step()
    return model, losses
