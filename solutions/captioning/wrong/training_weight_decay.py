# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = "Your optimiser pulls the weights towards 0 as well. Asked for is Adam alone."
# hint.es = "Tu optimizador también atrae los pesos hacia 0. Se pide solo Adam."
# ///
"""AdamW."""


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
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr, weight_decay=1.0)
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
