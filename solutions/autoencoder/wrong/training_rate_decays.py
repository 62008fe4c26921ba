# /// wrong answer
# check = "test_denoising_steps"
# kind = "wrong_value"
# hint.en = """
# Your learning rate gets smaller every hundred steps. Asked for is the same lr in every step."""
# hint.es = """
# Tu tasa de aprendizaje se reduce cada cien pasos. Se pide la misma lr en todos los pasos."""
# ///
"""The rate falls every hundred steps."""


def train_denoising(
    model: nn.Module, x: Tensor, p: float, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, 100, 0.5)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,))]
        noisy = corrupt(batch, torch.rand(batch.shape), p)
        loss = denoising_loss(model, batch, noisy)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return losses
