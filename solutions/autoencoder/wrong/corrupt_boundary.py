# /// wrong answer
# check = "test_corrupt_values"
# kind = "wrong_value"
# hint.en = """
# You also erase where u equals p. u lies in [0, 1), so that with p = 0 nothing may be erased, not
# even where u is 0."""
# hint.es = """
# También borras donde u es igual a p. u está en [0, 1), así que con p = 0 no se borra nada, ni
# siquiera donde u es 0."""
# ///


def corrupt(x: Tensor, u: Tensor, p: float) -> Tensor:
    return torch.where(u <= p, torch.zeros_like(x), x)


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
