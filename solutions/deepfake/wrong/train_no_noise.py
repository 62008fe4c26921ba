# /// wrong answer
# check = "test_training_noise"
# kind = "broken_property"
# hint.en = """
# No noise is added: what goes in is the clean picture."""
# hint.es = """
# No se suma ruido: lo que entra es la imagen limpia."""
# ///
"""No noise."""


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
        noisy_a, noisy_b = a, b
        loss = swap_loss(net, a, b, noisy_a, noisy_b)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
