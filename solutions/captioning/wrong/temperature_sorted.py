# /// wrong answer
# check = "test_temperature"
# kind = "wrong_value"
# hint.en = "You sort the words by probability before adding up; the sums go by id, 0, 1, 2 …"
# hint.es = """
# Ordenas las palabras por probabilidad antes de sumar; las sumas van por id: 0, 1, 2 …"""
# ///
"""Sorted first, as in nucleus sampling."""


def sample_with_temperature(logits: Tensor, tau: float, uniforms: Tensor) -> Tensor:
    p, order = (logits.double() / tau).softmax(dim=1).sort(dim=1, descending=True)
    below = p.cumsum(dim=1) <= uniforms[:, None]
    rank = below.sum(dim=1).clamp(max=logits.shape[1] - 1)
    return order.gather(1, rank[:, None])[:, 0]
