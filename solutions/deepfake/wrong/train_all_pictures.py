# /// wrong answer
# check = "test_training_batches"
# kind = "broken_property"
# hint.en = """
# Every step of yours sees all pictures. It should see batch_size of each person, drawn at
# random."""
# hint.es = """
# Cada uno de tus pasos ve todas las imágenes. Debería ver batch_size de cada persona, sorteadas
# al azar."""
# ///
"""All pictures in every step."""


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
        a, b = xa, xb
        noisy_a = a + noise * torch.randn_like(a)
        noisy_b = b + noise * torch.randn_like(b)
        loss = swap_loss(net, a, b, noisy_a, noisy_b)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
