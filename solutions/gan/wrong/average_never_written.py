# /// wrong answer
# check = "test_average_values"
# kind = "wrong_value"
# hint.en = """
# Your average does not move: a name inside the loop is bound to a new tensor, and the module keeps
# its old one. Write into it in place."""
# hint.es = """
# Tu media no se mueve: un nombre dentro del bucle pasa a otro tensor, y el módulo conserva el suyo.
# Escribe dentro de él, en el sitio."""
# ///
"""The average is computed and not kept."""


@torch.no_grad()
def update_average(average: nn.Module, generator: nn.Module, decay: float) -> None:
    for mean, parameter in zip(average.parameters(), generator.parameters()):
        mean = decay * mean + (1 - decay) * parameter
    for kept, buffer in zip(average.buffers(), generator.buffers()):
        kept.copy_(buffer)
