# /// wrong answer
# check = "test_temperature"
# kind = "wrong_value"
# hint.en = "The temperature has no effect in yours."
# hint.es = "En tu código la temperatura no tiene efecto."
# ///
"""tau is not used."""


def sample_with_temperature(logits: Tensor, tau: float, uniforms: Tensor) -> Tensor:
    p = (logits.double()).softmax(dim=1)
    below = p.cumsum(dim=1) <= uniforms[:, None]
    return below.sum(dim=1).clamp(max=logits.shape[1] - 1)
