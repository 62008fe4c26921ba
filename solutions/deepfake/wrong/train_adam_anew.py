# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# You make a new Adam in every step, which then remembers nothing of the steps before. Make it
# once."""
# hint.es = """
# Creas un Adam nuevo en cada paso, y así no recuerda nada de los anteriores. Créalo una sola
# vez."""
# ///
"""A new Adam in every step."""


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
    losses = []
    for _ in range(steps):
        a = xa[torch.randint(len(xa), (batch_size,))]
        b = xb[torch.randint(len(xb), (batch_size,))]
        noisy_a = a + noise * torch.randn_like(a)
        noisy_b = b + noise * torch.randn_like(b)
        loss = swap_loss(net, a, b, noisy_a, noisy_b)
        optimizer = torch.optim.Adam(net.parameters(), lr=lr)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
