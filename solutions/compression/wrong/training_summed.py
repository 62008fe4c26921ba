# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# You add up the squared errors of an image. Here the loss is their mean over all entries, so
# that it does not depend on the size of the images."""
# hint.es = """
# Sumas los errores cuadráticos de una imagen. Aquí la pérdida es su media sobre todas las
# entradas, para que no dependa del tamaño de las imágenes."""
# ///
"""Summed over the entries."""


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
        loss = ((decoder(code) - batch) ** 2).sum(1).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
