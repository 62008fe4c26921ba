# /// wrong answer
# check = "test_training_batches"
# kind = "broken_property"
# hint.en = """
# Your minibatches are always the first pictures, and the others are never seen. Draw from all
# of them."""
# hint.es = """
# Tus minilotes son siempre las primeras imágenes, y las demás no se ven nunca. Sortea de entre
# todas."""
# ///
"""Always the first pictures."""


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
        a = xa[:batch_size]
        b = xb[:batch_size]
        noisy_a = a + noise * torch.randn_like(a)
        noisy_b = b + noise * torch.randn_like(b)
        loss = swap_loss(net, a, b, noisy_a, noisy_b)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
