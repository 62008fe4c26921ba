# /// wrong answer
# check = "test_average_values"
# kind = "wrong_value"
# hint.en = """
# In your average decay is the share of the generator: with 0.99 it would forget nearly everything
# at every step. It is what is kept of the average."""
# hint.es = """
# En tu media, decay es la parte del generador: con 0.99 olvidaría casi todo en cada paso. Es lo que
# se conserva de la media."""
# ///
"""decay multiplies the new parameters."""


@torch.no_grad()
def update_average(average: nn.Module, generator: nn.Module, decay: float) -> None:
    for mean, parameter in zip(average.parameters(), generator.parameters()):
        mean.lerp_(parameter, decay)
    for kept, buffer in zip(average.buffers(), generator.buffers()):
        kept.copy_(buffer)
