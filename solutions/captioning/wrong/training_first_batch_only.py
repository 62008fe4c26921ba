# /// wrong answer
# check = "test_training_minibatches"
# kind = "broken_property"
# hint.en = "Every step trains on the same minibatch."
# hint.es = "Todos los pasos entrenan con el mismo minilote."
# ///
"""One minibatch for all steps."""


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
    batch = torch.randint(len(images), (batch_size,))
    for _ in range(steps):
        scores = model(images[batch], ids[batch])
        loss = F.cross_entropy(scores.flatten(0, 1), ids[batch].flatten(), ignore_index=NULL)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
