# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# You train without rounding. In use the decoder meets rounded codes for the first time: let it
# see them in training."""
# hint.es = """
# Entrenas sin redondear. Al usarlo, el decodificador ve códigos redondeados por primera vez:
# que los vea al entrenar."""
# ///
"""No rounding in training."""


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
        loss = nn.functional.mse_loss(decoder(code), batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
