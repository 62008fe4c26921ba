# /// wrong answer
# check = "test_temperature"
# kind = "wrong_value"
# hint.en = """
# You divide probabilities by tau, so that they no longer add up to 1. The logits are divided."""
# hint.es = """
# Divides las probabilidades entre tau, así que ya no suman 1. Lo que se divide son los logits."""
# ///
"""tau divides probabilities."""


def sample_with_temperature(logits: Tensor, tau: float, uniforms: Tensor) -> Tensor:
    p = logits.double().softmax(dim=1) / tau
    below = p.cumsum(dim=1) <= uniforms[:, None]
    return below.sum(dim=1).clamp(max=logits.shape[1] - 1)
