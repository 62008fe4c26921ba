# /// wrong answer
# check = "test_g_step_updates"
# kind = "raised"
# hint.en = """
# The discriminator runs without a graph here, so there is no way back to the generator at all. Its
# parameters stay as they are because the optimiser does not hold them; the gradient goes through it
# all the same."""
# hint.es = """
# Aquí el discriminador corre sin grafo, así que no hay ningún camino de vuelta al generador. Sus
# parámetros se quedan como están porque el optimizador no los tiene; el gradiente lo atraviesa de
# todos modos."""
# ///
"""The discriminator runs under no_grad in the generator's step."""


def generator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    z: Tensor,
    loss: Callable[[Tensor], Tensor],
) -> float:
    fake = generator(z)
    with torch.no_grad():
        logits = discriminator(fake)
    value = loss(logits)
    optimizer.zero_grad()
    value.backward()
    optimizer.step()
    return value.item()
