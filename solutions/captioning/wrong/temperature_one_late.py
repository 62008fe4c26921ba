# /// wrong answer
# check = "test_temperature"
# kind = "wrong_value"
# hint.en = """
# Your words come one too late: the first sum that is above the number belongs to the word itself."""
# hint.es = """
# Tus palabras van una posición tarde: la primera suma que supera al número es la de la propia
# palabra."""
# ///
"""One word too late."""


def sample_with_temperature(logits: Tensor, tau: float, uniforms: Tensor) -> Tensor:
    p = (logits.double() / tau).softmax(dim=1)
    below = p.cumsum(dim=1) <= uniforms[:, None]
    return (1 + below.sum(dim=1)).clamp(max=logits.shape[1] - 1)
