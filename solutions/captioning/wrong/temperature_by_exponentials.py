# /// wrong answer
# check = "test_temperature_edges"
# kind = "wrong_value"
# hint.en = """
# With large logits exp is infinite, and what you draw is nonsense. Take the largest off first."""
# hint.es = """
# Con logits grandes exp es infinita, y lo que sorteas no tiene sentido. Resta antes el mayor."""
# ///
"""The softmax is taken as it is written."""


def sample_with_temperature(logits: Tensor, tau: float, uniforms: Tensor) -> Tensor:
    p = (logits.double() / tau).exp()
    p = p / p.sum(dim=1, keepdim=True)
    below = p.cumsum(dim=1) <= uniforms[:, None]
    return below.sum(dim=1).clamp(max=logits.shape[1] - 1)
