# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# You add noise of the size of a gap in place of rounding. That is a known way (Ballé et al.,
# 2017), but asked for is rounding with a straight-through gradient."""
# hint.es = """
# Sumas ruido del tamaño de un hueco en lugar de redondear. Es un método conocido (Ballé et al.,
# 2017), pero se pide redondear con un gradiente que pase."""
# ///
"""Uniform noise in place of rounding."""


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
        code = torch.sigmoid(encoder(batch))
        code = code + (torch.rand(code.shape, generator=generator) - 0.5) / (levels - 1)
        loss = F.mse_loss(decoder(code), batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
