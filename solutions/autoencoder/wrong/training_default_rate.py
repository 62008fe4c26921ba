# /// wrong answer
# check = "test_denoising_steps"
# kind = "wrong_value"
# hint.en = """
# Every step of yours moves the weights by about 0.001, whatever lr is. That is Adam's default."""
# hint.es = """
# Cada paso tuyo mueve los pesos cerca de 0.001, sea cual sea lr. Ese es el valor por omisión de
# Adam."""
# ///


def train_denoising(
    model: nn.Module, x: Tensor, p: float, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters())
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        noisy = corrupt(batch, torch.rand(batch.shape), p)
        loss = denoising_loss(model, batch, noisy)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
