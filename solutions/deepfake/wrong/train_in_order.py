# /// wrong answer
# check = "test_training_batches"
# kind = "broken_property"
# hint.en = """
# You go through the pictures in their order. Minibatches are drawn at random."""
# hint.es = """
# Recorres las imágenes en su orden. Los minilotes se sortean al azar."""
# ///
"""In order."""


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
    at = 0
    for _ in range(steps):
        a = xa[(at + torch.arange(batch_size)) % len(xa)]
        b = xb[(at + torch.arange(batch_size)) % len(xb)]
        at += batch_size
        noisy_a = a + noise * torch.randn_like(a)
        noisy_b = b + noise * torch.randn_like(b)
        loss = swap_loss(net, a, b, noisy_a, noisy_b)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
