# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# From the second step on your gradients hold those of the steps before. Set them to zero at
# every step."""
# hint.es = """
# Desde el segundo paso, tus gradientes contienen los de los pasos anteriores. Ponlos en cero en
# cada paso."""
# ///
"""Gradients pile up."""


def train_compressor(
    encoder: nn.Module,
    decoder: nn.Module,
    x: Tensor,
    levels: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> list[float]:
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam([*encoder.parameters(), *decoder.parameters()], lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,), generator=generator)]
        code = straight_through(torch.sigmoid(encoder(batch)), levels)
        loss = nn.functional.mse_loss(decoder(code), batch)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
