# /// wrong answer
# check = "test_training_batches"
# kind = "broken_property"
# hint.en = """
# The same draw chooses A's picture and B's. They are drawn independently of each other."""
# hint.es = """
# El mismo sorteo elige la imagen de A y la de B. Se sortean cada una por su lado."""
# ///
"""The same random numbers choose the pictures of both."""


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
        drawn = torch.rand(batch_size)
        a, b = (x[(drawn * len(x)).long()] for x in (xa, xb))
        noisy_a = a + noise * torch.randn_like(a)
        noisy_b = b + noise * torch.randn_like(b)
        loss = swap_loss(net, a, b, noisy_a, noisy_b)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
