# /// wrong answer
# check = "test_training_steps"
# kind = "wrong_value"
# hint.en = """
# Your learning rate falls from step to step. Here it is lr at every step."""
# hint.es = """
# Tu tasa de aprendizaje baja de paso en paso. Aquí es lr en todos los pasos."""
# ///
"""The learning rate decays."""


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
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.98)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,), generator=generator)]
        code = straight_through(torch.sigmoid(encoder(batch)), levels)
        loss = F.mse_loss(decoder(code), batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
        losses.append(loss.item())
    return losses
