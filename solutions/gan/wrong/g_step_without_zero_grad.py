# /// wrong answer
# check = "test_g_step_updates"
# kind = "wrong_value"
# hint.en = """
# The generator moves along the sum of old and new gradients. Nothing clears its own before
# backward(); whose gradients does your code clear?"""
# hint.es = """
# El generador se mueve según la suma de gradientes viejos y nuevos. Nada borra los suyos antes de
# backward(); ¿de quién borra los gradientes tu código?"""
# ///
"""The generator's gradients are not cleared."""


def generator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    z: Tensor,
    loss: Callable[[Tensor], Tensor],
) -> float:
    value = loss(discriminator(generator(z)))
    discriminator.zero_grad()
    value.backward()
    optimizer.step()
    return value.item()
