# /// wrong answer
# check = "test_denoising_batches"
# kind = "broken_property"
# hint.en = "Every minibatch comes from the first rows. Asked for are rows drawn from all of x."
# hint.es = """
# Cada minilote sale de las primeras filas. Se piden filas sorteadas entre todas las de x."""
# ///
"""Only the first sixteen rows are drawn."""


def train_denoising(
    model: nn.Module, x: Tensor, p: float, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(min(len(x), 16), (batch_size,))]
        noisy = corrupt(batch, torch.rand(batch.shape), p)
        loss = denoising_loss(model, batch, noisy)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
