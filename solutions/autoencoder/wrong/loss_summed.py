# /// wrong answer
# check = "test_denoising_loss"
# kind = "wrong_value"
# hint.en = "Your loss is the sum over the rows. Asked for is their mean."
# hint.es = "Tu pérdida es la suma sobre las filas. Se pide su media."
# ///
"""The loss is summed over the rows."""


def denoising_loss(model: Callable[[Tensor], Tensor], x: Tensor, noisy: Tensor) -> Tensor:
    return ((model(noisy) - x) ** 2).sum()


def train_denoising(
    model: nn.Module, x: Tensor, p: float, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        noisy = corrupt(batch, torch.rand(batch.shape), p)
        loss = right_denoising_loss(model, batch, noisy)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def right_denoising_loss(model: Callable[[Tensor], Tensor], x: Tensor, noisy: Tensor) -> Tensor:
    return ((model(noisy) - x) ** 2).sum(dim=1).mean()
