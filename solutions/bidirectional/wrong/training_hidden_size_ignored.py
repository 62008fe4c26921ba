# /// wrong answer
# check = "test_training_gradients"
# kind = "broken_property"
# hint.en = """
# The model has as many weights for every hidden_size: it has to be the size of the states."""
# hint.es = """
# El modelo tiene los mismos pesos para cualquier hidden_size: tiene que ser el tamaño de los
# estados."""
# ///
"""The states always have 32 units."""


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
    model = Restorer(32)
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
    return model, losses
