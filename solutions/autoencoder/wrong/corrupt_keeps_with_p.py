# /// wrong answer
# check = "test_corrupt_values"
# kind = "wrong_value"
# hint.en = """
# You erase what should be left, and leave what should be erased: p is the probability of
# erasing."""
# hint.es = """
# Borras lo que debe quedar y dejas lo que se debe borrar: p es la probabilidad de borrar."""
# ///


def corrupt(x: Tensor, u: Tensor, p: float) -> Tensor:
    return torch.where(u < p, x, torch.zeros_like(x))


def train_denoising(
    model: nn.Module, x: Tensor, p: float, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        noisy = right_corrupt(batch, torch.rand(batch.shape), p)
        loss = denoising_loss(model, batch, noisy)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def right_corrupt(x: Tensor, u: Tensor, p: float) -> Tensor:
    return torch.where(u < p, torch.zeros_like(x), x)
