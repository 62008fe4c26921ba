# /// wrong answer
# check = "test_training_batches"
# kind = "broken_property"
# hint.en = """
# Your minibatches have one row, whatever batch_size is."""
# hint.es = """
# Tus minilotes tienen una fila, sea cual sea batch_size."""
# ///
"""Minibatches of one row."""


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
        batch = x[torch.randint(len(x), (1,), generator=generator)]
        code = straight_through(torch.sigmoid(encoder(batch)), levels)
        loss = F.mse_loss(decoder(code), batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
