# /// wrong answer
# check = "test_denoising_steps"
# kind = "wrong_value"
# hint.en = """
# Your optimizer makes the weights smaller on its own (a weight decay, as AdamW has one). Asked for
# is Adam without."""
# hint.es = """
# Tu optimizador reduce los pesos por su cuenta (un decaimiento, como el que trae AdamW). Se pide
# Adam sin él."""
# ///
"""AdamW with its decay."""


def train_denoising(
    model: nn.Module, x: Tensor, p: float, steps: int, batch_size: int, lr: float, seed: int
) -> list[float]:
    torch.manual_seed(seed)
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
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
