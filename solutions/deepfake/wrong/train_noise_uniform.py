# /// wrong answer
# check = "test_training_noise"
# kind = "broken_property"
# hint.en = """
# Your noise is uniform, from 0 to noise: it has a mean, and too small a deviation. Normal noise
# is asked for."""
# hint.es = """
# Tu ruido es uniforme, de 0 a noise: tiene media, y una desviación demasiado pequeña. Se pide
# ruido normal."""
# ///
"""Uniform noise."""


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
        noisy_a = a + noise * torch.rand_like(a)
        noisy_b = b + noise * torch.rand_like(b)
        loss = swap_loss(net, a, b, noisy_a, noisy_b)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
