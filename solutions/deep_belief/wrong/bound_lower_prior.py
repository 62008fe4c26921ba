# /// wrong answer
# check = "test_bound_values"
# kind = "wrong_value"
# hint.en = """
# ln p(h) is that of the lowest machine. In the stack it is what layers[1:] believes."""
# hint.es = """
# ln p(h) es el de la máquina más baja. En la pila es lo que cree layers[1:]."""
# ///
"""The prior of the lowest machine."""


def bound(v: Tensor, q: Tensor, layers: list[Machine]) -> Tensor:
    W, b, c = layers[0]
    joint = log_joint(v, [layers[0], (W.T, c, b)])
    return (q * joint + torch.special.entr(q)).sum(dim=1)
