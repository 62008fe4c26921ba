# /// wrong answer
# check = "test_training_batches"
# kind = "broken_property"
# hint.en = """
# You begin the random numbers anew at every step, so that all steps draw the same rows. Do it
# once, before the loop."""
# hint.es = """
# Empiezas de nuevo los números aleatorios en cada paso, así que todos los pasos toman las
# mismas filas. Hazlo una vez, antes del bucle."""
# ///
"""The same rows at every step."""


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
    optimizer = torch.optim.Adam([*encoder.parameters(), *decoder.parameters()], lr=lr)
    losses = []
    for _ in range(steps):
        generator = torch.Generator().manual_seed(seed)
        batch = x[torch.randint(len(x), (batch_size,), generator=generator)]
        code = straight_through(torch.sigmoid(encoder(batch)), levels)
        loss = F.mse_loss(decoder(code), batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
