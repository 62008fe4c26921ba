# /// wrong answer
# check = "test_denoising_steps"
# kind = "wrong_value"
# hint.en = """
# The first step is right and the next ones are not: backward adds to the gradients that are there
# already."""
# hint.es = """
# El primer paso es correcto y los siguientes no: backward suma a los gradientes que ya hay."""
# ///


def train_denoising(
    model: nn.Module, x: Tensor, p: float, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        noisy = corrupt(batch, torch.rand(batch.shape), p)
        loss = denoising_loss(model, batch, noisy)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
