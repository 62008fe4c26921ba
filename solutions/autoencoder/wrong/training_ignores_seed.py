# /// wrong answer
# check = "test_denoising_batches"
# kind = "broken_property"
# hint.en = "The same seed does not give the same training: where is seed used?"
# hint.es = "La misma semilla no da el mismo entrenamiento: ¿dónde se usa seed?"
# ///


def train_denoising(
    model: nn.Module, x: Tensor, p: float, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
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
    return losses
