# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = "Some pairs are never drawn: minibatches come from all rows, the last one too."
# hint.es = """
# Hay pares que no se toman nunca: los minilotes salen de todas las filas, también la última."""
# ///
"""The last row is never drawn."""


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
        batch = torch.randint(len(images) - 1, (batch_size,))
        scores = model(images[batch], ids[batch])
        loss = F.cross_entropy(scores.flatten(0, 1), ids[batch].flatten(), ignore_index=NULL)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
