# /// wrong answer
# check = "test_denoising_batches"
# kind = "broken_property"
# hint.en = """
# Some of your minibatches are what was left at the end of an epoch, fewer than batch_size rows.
# Those few rows count more than the others."""
# hint.es = """
# Algunos de tus minilotes son lo que sobró al final de una época, menos de batch_size filas. Esas
# pocas filas pesan más que las otras."""
# ///


def train_denoising(
    model: nn.Module, x: Tensor, p: float, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    order = torch.empty(0, dtype=torch.long)
    for _ in range(steps):
        if not len(order):
            order = torch.randperm(len(x))
        batch, order = x[order[:batch_size]], order[batch_size:]
        noisy = corrupt(batch, torch.rand(batch.shape), p)
        loss = denoising_loss(model, batch, noisy)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
