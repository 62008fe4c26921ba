# /// wrong answer
# check = "test_training_reproducible"
# kind = "broken_property"
# hint.en = """
# Your training takes no notice of seed: another seed gives the same, or the same another."""
# hint.es = """
# Tu entrenamiento no hace caso de seed: otra semilla da lo mismo, o la misma da otra cosa."""
# ///
"""The seed is ignored."""


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
    torch.manual_seed(0)
    optimizer = torch.optim.Adam(net.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        a = xa[torch.randint(len(xa), (batch_size,))]
        b = xb[torch.randint(len(xb), (batch_size,))]
        noisy_a = a + noise * torch.randn_like(a)
        noisy_b = b + noise * torch.randn_like(b)
        loss = swap_loss(net, a, b, noisy_a, noisy_b)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
