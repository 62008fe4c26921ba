# /// wrong answer
# check = "test_corrupt_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# You erase in x itself, so that whoever called has no clean image left to compare with. Work on a
# copy."""
# hint.es = """
# Borras en la propia x, así que a quien llamó no le queda imagen limpia con que comparar. Trabaja
# sobre una copia."""
# ///


def corrupt(x: Tensor, u: Tensor, p: float) -> Tensor:
    x[u < p] = 0
    return x


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
