# /// wrong answer
# check = "test_training_settings"
# kind = "broken_property"
# hint.en = """
# The same seed gives two different models: initial weights and minibatches both have to come from
# the seed."""
# hint.es = """
# La misma semilla da dos modelos distintos: los pesos iniciales y los minilotes tienen que salir
# de la semilla."""
# ///
"""The seed is not used."""


def train_captioner(
    images: Tensor,
    ids: Tensor,
    words: int,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    model = Captioner(images[0].numel(), words, hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = torch.randint(len(images), (batch_size,))
        scores = model(images[batch], ids[batch])
        loss = F.cross_entropy(scores.flatten(0, 1), ids[batch].flatten(), ignore_index=NULL)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
