# /// wrong answer
# check = "test_denoising_loss"
# kind = "wrong_value"
# hint.en = """
# Each row counts by the root of its squared errors. Asked for are the squared errors themselves,
# summed."""
# hint.es = """
# Cada fila cuenta por la raíz de sus errores al cuadrado. Se piden los propios errores al cuadrado,
# sumados."""
# ///
"""The norm of every row's error, not its square."""


def denoising_loss(model: Callable[[Tensor], Tensor], x: Tensor, noisy: Tensor) -> Tensor:
    return (model(noisy) - x).norm(dim=1).mean()


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
