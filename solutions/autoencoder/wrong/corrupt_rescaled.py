# /// wrong answer
# check = "test_corrupt_values"
# kind = "wrong_value"
# hint.en = """
# You divide what is left by 1 - p. Dropout does that, so that sums stay the same; here the pixels
# that are left stay as they are."""
# hint.es = """
# Divides lo que queda entre 1 - p. Dropout hace eso para que las sumas se mantengan; aquí los
# píxeles que quedan no cambian."""
# ///


def corrupt(x: Tensor, u: Tensor, p: float) -> Tensor:
    return torch.where(u < p, torch.zeros_like(x), x / max(1 - p, 1e-12))


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
