# /// wrong answer
# check = "test_denoising_noise"
# kind = "broken_property"
# hint.en = """
# The same pixels are erased at every step of yours: what is never seen can't be learnt, and what is
# always seen need not be."""
# hint.es = """
# En cada paso tuyo se borran los mismos píxeles: lo que nunca se ve no se aprende, y lo que siempre
# se ve no hace falta."""
# ///


def train_denoising(
    model: nn.Module, x: Tensor, p: float, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    u = torch.rand(batch_size, x.shape[1])
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        noisy = corrupt(batch, u, p)
        loss = denoising_loss(model, batch, noisy)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
