# /// wrong answer
# check = "test_denoising_steps"
# kind = "wrong_value"
# hint.en = """
# The network is as it was before: no step is taken. Look for optimizer.step(), and whether the
# optimizer holds the parameters of this model."""
# hint.es = """
# La red está como antes: no se da ningún paso. Busca optimizer.step(), y si el optimizador tiene
# los parámetros de este modelo."""
# ///
"""optimizer.step() is left out."""


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
        losses.append(loss.item())
    return losses
