# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = "Images and captions are drawn separately: a caption belongs to its own image."
# hint.es = """
# Las imágenes y las frases se sortean por separado: cada frase es de su propia imagen."""
# ///
"""Images and captions are drawn separately."""


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
    torch.manual_seed(seed)
    model = Captioner(images[0].numel(), words, hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = torch.randint(len(images), (batch_size,))
        scores = model(images[batch], ids[batch])
        batch = batch[torch.randperm(batch_size)]
        loss = F.cross_entropy(scores.flatten(0, 1), ids[batch].flatten(), ignore_index=NULL)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
