# /// wrong answer
# check = "test_denoising_steps"
# kind = "wrong_shape"
# hint.en = """
# Your training ends before its last step, since the loss has not fallen for a while. Asked for are
# all the steps."""
# hint.es = """
# Tu entrenamiento termina antes del último paso, porque la pérdida lleva un rato sin bajar. Se
# piden todos los pasos."""
# ///
"""It stops when the loss has not fallen for ten steps."""


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
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        if len(losses) > 10 and p == 0 and min(losses[-10:]) >= min(losses[:-10]):
            break
    return losses
