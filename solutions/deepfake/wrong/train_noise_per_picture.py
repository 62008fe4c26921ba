# /// wrong answer
# check = "test_training_noise"
# kind = "broken_property"
# hint.en = """
# You add one number to all pixels of a picture. Every pixel has noise of its own."""
# hint.es = """
# Sumas un mismo número a todos los píxeles de una imagen. Cada píxel tiene su propio ruido."""
# ///
"""One number for each picture."""


def train_swap(
    net: nn.Module,
    xa: Tensor,
    xb: Tensor,
    noise: float,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(net.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        a = xa[torch.randint(len(xa), (batch_size,))]
        b = xb[torch.randint(len(xb), (batch_size,))]
        noisy_a = a + noise * torch.randn(batch_size, 1, dtype=a.dtype)
        noisy_b = b + noise * torch.randn(batch_size, 1, dtype=b.dtype)
        loss = swap_loss(net, a, b, noisy_a, noisy_b)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
