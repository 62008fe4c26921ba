# /// wrong answer
# check = "test_average_values"
# kind = "wrong_value"
# hint.en = """
# The parameters are averaged, but the buffers are still those of the first copy: a batch
# normalisation would use means from before training. Copy them."""
# hint.es = """
# Los parámetros se promedian, pero los búferes siguen siendo los de la primera copia: una
# normalización por lotes usaría medias de antes de entrenar. Cópialos."""
# ///
"""Buffers are not copied."""


@torch.no_grad()
def update_average(average: nn.Module, generator: nn.Module, decay: float) -> None:
    for mean, parameter in zip(average.parameters(), generator.parameters()):
        mean.lerp_(parameter, 1 - decay)
