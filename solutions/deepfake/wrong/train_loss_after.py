# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# You report the loss after each step. What is asked for is that of the minibatch before the
# step."""
# hint.es = """
# Anotas la pérdida de después de cada paso. Se pide la del minilote antes del paso."""
# ///
"""The loss after the step."""


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
        loss = swap_loss(net, a, b, noisy_a, noisy_b)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            losses.append(swap_loss(net, a, b, noisy_a, noisy_b).item())
    return losses
