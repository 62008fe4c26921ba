# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# The decoder learns, but the encoder stays as it was: either no gradient comes back through your
# rounding (use its value, and the gradient of what was rounded), or Adam was not given the
# encoder's parameters."""
# hint.es = """
# El decodificador aprende, pero el codificador se queda como estaba: o por tu redondeo no vuelve
# gradiente (usa su valor, y el gradiente de lo redondeado), o Adam no recibió los parámetros del
# codificador."""
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
