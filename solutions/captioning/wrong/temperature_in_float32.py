# /// wrong answer
# check = "test_temperature_edges"
# kind = "wrong_value"
# hint.en = """
# You compute in float32: near the sums the word differs. Make the logits float64 first."""
# hint.es = """
# Calculas en float32: cerca de las sumas sale otra palabra. Pasa antes los logits a float64."""
# ///
"""Probabilities in the dtype of the logits."""


def sample_with_temperature(logits: Tensor, tau: float, uniforms: Tensor) -> Tensor:
    p = (logits.float() / tau).softmax(dim=1)
    below = p.cumsum(dim=1) <= uniforms[:, None]
    return below.sum(dim=1).clamp(max=logits.shape[1] - 1)
