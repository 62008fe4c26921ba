# /// wrong answer
# check = "test_g_step_updates"
# kind = "wrong_value"
# hint.en = """
# The generator does not move. Either its data are cut off, by detach() or no_grad(), before the
# discriminator sees them, which belongs into the other step; or its gradients are cleared between
# backward() and step(); or one of these two calls is missing, backward() or optimizer.step()."""
# hint.es = """
# El generador no se mueve. O sus datos quedan cortados, por detach() o no_grad(), antes de que los
# vea el discriminador, y eso va en el otro paso; o sus gradientes se borran entre backward() y
# step(); o falta una de esas dos llamadas, backward() u optimizer.step()."""
# ///
"""The fake data are cut off in the generator's step."""


def generator_step(
    generator: nn.Module,
    discriminator: nn.Module,
    optimizer: torch.optim.Optimizer,
    z: Tensor,
    loss: Callable[[Tensor], Tensor],
) -> float:
    value = loss(discriminator(generator(z).detach()))
    optimizer.zero_grad()
    value.backward()
    optimizer.step()
    return value.item()
