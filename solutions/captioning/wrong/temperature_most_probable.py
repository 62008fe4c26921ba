# /// wrong answer
# check = "test_temperature"
# kind = "wrong_value"
# hint.en = "You always take the most probable word; the random numbers are not used."
# hint.es = "Tomas siempre la palabra más probable; los números aleatorios no se usan."
# ///
"""argmax."""


def sample_with_temperature(logits: Tensor, tau: float, uniforms: Tensor) -> Tensor:
    return (logits.double() / tau).argmax(dim=1)
