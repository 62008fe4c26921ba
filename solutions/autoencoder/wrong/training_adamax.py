# /// wrong answer
# check = "test_denoising_steps"
# kind = "wrong_value"
# hint.en = "Your steps are those of Adamax. Asked for is Adam."
# hint.es = "Tus pasos son los de Adamax. Se pide Adam."
# ///
"""Adamax in place of Adam."""


def train_denoising(
    model: nn.Module, x: Tensor, p: float, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.Adamax(model.parameters(), lr=lr)
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
