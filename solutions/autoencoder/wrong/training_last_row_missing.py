# /// wrong answer
# check = "test_denoising_batches"
# kind = "broken_property"
# hint.en = "One of the rows is never drawn. The end of torch.randint is not among what it draws."
# hint.es = "Una de las filas no sale nunca. El final de torch.randint no está entre lo que sortea."
# ///
"""The last row is never drawn."""


def train_denoising(
    model: nn.Module, x: Tensor, p: float, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x) - 1, (batch_size,))]
        noisy = corrupt(batch, torch.rand(batch.shape), p)
        loss = denoising_loss(model, batch, noisy)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
