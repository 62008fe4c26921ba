# /// wrong answer
# check = "test_training_noise"
# kind = "broken_property"
# hint.en = """
# Your noise is drawn once, before the first step, and the network can learn it by heart. Draw
# new noise in every step."""
# hint.es = """
# Tu ruido se sortea una vez, antes del primer paso, y la red puede aprendérselo. Sortea ruido
# nuevo en cada paso."""
# ///
"""The noise is drawn once."""


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
    noise_a = noise * torch.randn_like(xa[:batch_size])
    noise_b = noise * torch.randn_like(xb[:batch_size])
    for _ in range(steps):
        a = xa[torch.randint(len(xa), (batch_size,))]
        b = xb[torch.randint(len(xb), (batch_size,))]
        noisy_a = a + noise_a
        noisy_b = b + noise_b
        loss = swap_loss(net, a, b, noisy_a, noisy_b)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
