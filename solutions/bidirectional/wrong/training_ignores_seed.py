# /// wrong answer
# check = "test_training_reproducible"
# kind = "broken_property"
# hint.en = """
# Two trainings with the same seed give two models: the seed has to be set before the model is
# made, and every draw has to come from it."""
# hint.es = """
# Dos entrenamientos con la misma semilla dan dos modelos: la semilla se fija antes de crear el
# modelo, y todo sorteo tiene que salir de ella."""
# ///
"""The seed is not used."""


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
    return model, losses
