# /// wrong answer
# check = "test_bound_values"
# kind = "wrong_value"
# hint.en = """
# Your states are numbered with unit 0 as the highest bit, and q is taken for that of others:
# all_states has unit 0 as the lowest."""
# hint.es = """
# Numeras los estados con la unidad 0 como bit más alto, y q se toma por la de otros: en
# all_states la unidad 0 es el bit más bajo."""
# ///
"""Unit 0 is the highest bit."""


def bound(v: Tensor, q: Tensor, layers: list[Machine]) -> Tensor:
    c = layers[0][2]
    order = all_states(len(c), c).flip(1) @ 2 ** torch.arange(len(c), dtype=c.dtype)
    q = q[:, order.long()]
    return (q * log_joint(v, layers) + torch.special.entr(q)).sum(dim=1)
