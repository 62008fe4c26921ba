# /// wrong answer
# check = "test_denoising_loss"
# kind = "wrong_value"
# hint.en = """
# The loss is right, but no gradient goes back from it to the network. Look for .detach(), .data,
# .item() or no_grad."""
# hint.es = """
# La pérdida es correcta, pero ningún gradiente vuelve de ella a la red. Busca .detach(), .data,
# .item() o no_grad."""
# ///


def denoising_loss(model: Callable[[Tensor], Tensor], x: Tensor, noisy: Tensor) -> Tensor:
    return ((model(noisy).detach() - x) ** 2).sum(dim=1).mean()


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
