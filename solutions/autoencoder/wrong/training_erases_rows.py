# /// wrong answer
# check = "test_denoising_noise"
# kind = "broken_property"
# hint.en = "An image is erased as a whole or not at all. Every entry has a draw of its own."
# hint.es = "Una imagen se borra entera o no se borra. Cada entrada tiene su propio sorteo."
# ///
"""One draw for all entries of an image."""


def train_denoising(
    model: nn.Module, x: Tensor, p: float, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        noisy = corrupt(batch, torch.rand(len(batch), 1).expand(batch.shape), p)
        loss = denoising_loss(model, batch, noisy)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
