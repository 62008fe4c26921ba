# /// wrong answer
# check = "test_temperature_edges"
# kind = "wrong_value"
# hint.en = "For a number next to 1 you answer V, which is no word."
# hint.es = "Para un número junto a 1 respondes V, que no es ninguna palabra."
# ///
"""No last word."""


def sample_with_temperature(logits: Tensor, tau: float, uniforms: Tensor) -> Tensor:
    p = (logits.double() / tau).softmax(dim=1)
    below = p.cumsum(dim=1) <= uniforms[:, None]
    return below.sum(dim=1)
