# /// wrong answer
# check = "test_temperature_edges"
# kind = "wrong_value"
# hint.en = "A number that equals a sum belongs to the next word: u < the sum, not ≤."
# hint.es = "Un número igual a una suma es de la palabra siguiente: u < la suma, no ≤."
# ///
"""≤ in place of <."""


def sample_with_temperature(logits: Tensor, tau: float, uniforms: Tensor) -> Tensor:
    p = (logits.double() / tau).softmax(dim=1)
    below = p.cumsum(dim=1) < uniforms[:, None]
    return below.sum(dim=1).clamp(max=logits.shape[1] - 1)
