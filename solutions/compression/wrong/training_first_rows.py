# /// wrong answer
# check = "test_training_batches"
# kind = "broken_property"
# hint.en = """
# Every step sees the first rows of x. Draw the rows of each step at random from all of them."""
# hint.es = """
# Todos los pasos ven las primeras filas de x. Toma las filas de cada paso al azar entre todas."""
# ///
"""Always the first rows."""


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
        batch = x[:batch_size]
        code = straight_through(torch.sigmoid(encoder(batch)), levels)
        loss = nn.functional.mse_loss(decoder(code), batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
