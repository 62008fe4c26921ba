# /// wrong answer
# check = "test_bound_values"
# kind = "wrong_value"
# hint.en = """
# The result is the same whatever q is: you take what the lowest machine recognises in its
# place."""
# hint.es = """
# El resultado es el mismo sea cual sea q: en su lugar tomas lo que reconoce la máquina más
# baja."""
# ///
"""The posterior of the lowest machine for q."""


def bound(v: Tensor, q: Tensor, layers: list[Machine]) -> Tensor:
    W, b, c = layers[0]
    q = torch.softmax(log_joint(v, [layers[0], (W.T, c, b)]), dim=1)
    return (q * log_joint(v, layers) + torch.special.entr(q)).sum(dim=1)
