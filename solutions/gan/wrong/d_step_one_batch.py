# /// wrong answer
# check = "test_d_step_updates"
# kind = "wrong_value"
# hint.en = """
# You put real and fake data through the discriminator as one batch. With batch normalisation they
# then share mean and variance, which tells neither apart: two batches, two calls."""
# hint.es = """
# Pasas por el discriminador lo real y lo falso en un solo lote. Con normalización por lotes
# comparten entonces media y varianza, y lo que los distingue se pierde: dos lotes, dos llamadas."""
# ///
"""Real and fake data go through the discriminator together."""


def discriminator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    real: Tensor,
    z: Tensor,
    loss: Callable[[Tensor, Tensor], Tensor],
) -> float:
    with torch.no_grad():
        fake = generator(z)
    logits = discriminator(torch.cat([real, fake]))
    value = loss(logits[: len(real)], logits[len(real) :])
    optimizer.zero_grad()
    value.backward()
    optimizer.step()
    return value.item()
