# /// wrong answer
# check = "test_d_step_returns_number"
# kind = "wrong_value"
# hint.en = """
# You return the loss as a tensor, and with it the graph of the whole step stays in memory. A number
# is enough: .item()."""
# hint.es = """
# Devuelves la pérdida como tensor, y con ella queda en memoria el grafo de todo el paso. Basta un
# número: .item()."""
# ///
"""The discriminator's loss is returned as a tensor."""


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
    value = loss(discriminator(real), discriminator(fake))
    optimizer.zero_grad()
    value.backward()
    optimizer.step()
    return value
