# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = """
# The training counts padding as letters without a mark: the mean is over the real letters."""
# hint.es = """
# El entrenamiento cuenta el relleno como letras sin marca: la media es sobre las letras reales."""
# ///
"""The loss of the training is over all places."""


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
        loss = F.binary_cross_entropy_with_logits(logits, marks[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
