# /// wrong answer
# check = "test_training_noise"
# kind = "broken_property"
# hint.en = """
# Your targets are noisy, too. Noise is what should go, not what should be drawn."""
# hint.es = """
# Tus objetivos también tienen ruido. El ruido es lo que sobra, no lo que hay que dibujar."""
# ///
"""The targets are noisy."""


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
        noisy_a = a + noise * torch.randn_like(a)
        noisy_b = b + noise * torch.randn_like(b)
        loss = swap_loss(net, noisy_a, noisy_b, noisy_a, noisy_b)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
