# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# Adam was given the decoder's parameters alone: the encoder stays as it was."""
# hint.es = """
# Adam recibió solo los parámetros del decodificador: el codificador se queda como estaba."""
# ///
"""The encoder is not trained."""


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
    optimizer = torch.optim.Adam(decoder.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,), generator=generator)]
        code = straight_through(torch.sigmoid(encoder(batch)), levels)
        loss = nn.functional.mse_loss(decoder(code), batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
