# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# Your losses are right at first, but the encoder stays as it was: through plain rounding comes
# no gradient. Use the value of the rounding and the gradient of what was rounded."""
# hint.es = """
# Tus pérdidas son correctas al principio, pero el codificador se queda como estaba: por un
# redondeo simple no vuelve gradiente. Usa el valor del redondeo y el gradiente de lo
# redondeado."""
# ///
"""No gradient reaches the encoder."""


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
        code = quantise(torch.sigmoid(encoder(batch)), levels)[1]
        loss = nn.functional.mse_loss(decoder(code), batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
