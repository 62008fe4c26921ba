# /// wrong answer
# check = "test_d_step_leaves_generator"
# kind = "wrong_value"
# hint.en = """
# The discriminator moves as it should, but backward() goes on into the generator and adds to its
# gradients, which its own next step may then use. Cut the fake data off: detach(), or make them
# under no_grad()."""
# hint.es = """
# El discriminador se mueve como debe, pero backward() sigue hasta el generador y suma en sus
# gradientes, que su próximo paso podría usar. Corta los datos falsos: detach(), o créalos bajo
# no_grad()."""
# ///
"""The discriminator's step leaves gradients in the generator."""


def discriminator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    real: Tensor,
    z: Tensor,
    loss: Callable[[Tensor, Tensor], Tensor],
) -> float:
    fake = generator(z)
    value = loss(discriminator(real), discriminator(fake))
    optimizer.zero_grad()
    value.backward()
    optimizer.step()
    return value.item()
