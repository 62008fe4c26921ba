# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# You step for A and then for B: the encoder takes two steps where one was due. The two losses
# are added, and one step is taken."""
# hint.es = """
# Das un paso por A y otro por B: el codificador da dos pasos donde tocaba uno. Las dos pérdidas
# se suman y se da un solo paso."""
# ///
"""A step for each person."""


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
        total = 0.0
        for who, (x, noisy) in enumerate([(a, noisy_a), (b, noisy_b)]):
            loss = ((net.decode(net.encode(noisy), who) - x) ** 2).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        losses.append(total)
    return losses
