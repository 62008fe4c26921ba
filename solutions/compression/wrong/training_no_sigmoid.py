# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# The sigmoid between the encoder and the rounding is missing: the encoder's numbers lie
# anywhere, and most are cut off at 0 or 1."""
# hint.es = """
# Falta la sigmoide entre el codificador y el redondeo: los números del codificador caen en
# cualquier parte, y casi todos se recortan a 0 o 1."""
# ///
"""No sigmoid."""


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
        code = straight_through(encoder(batch), levels)
        loss = nn.functional.mse_loss(decoder(code), batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
