# /// wrong answer
# check = "test_temperature"
# kind = "wrong_value"
# hint.en = "All rows are drawn from the first row's probabilities."
# hint.es = "Todas las filas se sortean con las probabilidades de la primera."
# ///
"""The first row's logits."""


def sample_with_temperature(logits: Tensor, tau: float, uniforms: Tensor) -> Tensor:
    p = (logits[:1].double() / tau).softmax(dim=1)
    below = p.cumsum(dim=1) <= uniforms[:, None]
    return below.sum(dim=1).clamp(max=logits.shape[1] - 1)
