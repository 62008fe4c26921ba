# /// wrong answer
# check = "test_denoising_batches"
# kind = "broken_property"
# hint.en = """
# You go through the rows in their order, the same for every seed. Where neighbours are alike,
# minibatches are then too: draw them."""
# hint.es = """
# Recorres las filas en su orden, igual con cada semilla. Si las vecinas se parecen, los minilotes
# también: sortéalos."""
# ///


def train_denoising(
    model: nn.Module, x: Tensor, p: float, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for step in range(steps):
        batch = x[(step * batch_size + torch.arange(batch_size)) % len(x)]
        noisy = corrupt(batch, torch.rand(batch.shape), p)
        loss = denoising_loss(model, batch, noisy)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
