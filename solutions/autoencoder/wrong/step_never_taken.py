# /// wrong answer
# check = "test_step_updates"
# kind = "wrong_value"
# hint.en = """
# The parameters are as they were before. backward() computes the gradients, and optimizer.step()
# changes the parameters along them: one of the two is missing, or the gradients are cleared between
# them."""
# hint.es = """
# Los parámetros están como antes. backward() calcula los gradientes, y optimizer.step() cambia los
# parámetros según ellos: falta una de las dos llamadas, o los gradientes se borran entre una y
# otra."""
# ///
"""optimizer.step() is left out."""


def train_step(
    vae: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, eps: Tensor, beta: float = 1.0
) -> float:
    logits, mu, logvar = vae(x, eps)
    misfit = (nn.functional.softplus(logits) - x * logits).sum(dim=1)
    loss = (misfit + beta * gaussian_kl(mu, logvar)).mean()
    optimizer.zero_grad()
    loss.backward()
    return loss.item()


def train_vae(
    vae: nn.Module, x: Tensor, code_size: int, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(vae.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        losses.append(right_train_step(vae, optimizer, batch, torch.randn(batch_size, code_size)))
    return losses


def right_train_step(
    vae: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, eps: Tensor, beta: float = 1.0
) -> float:
    logits, mu, logvar = vae(x, eps)
    misfit = (nn.functional.softplus(logits) - x * logits).sum(dim=1)
    loss = (misfit + beta * gaussian_kl(mu, logvar)).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()
