# /// wrong answer
# check = "test_up_values"
# kind = "wrong_value"
# hint.en = """
# You round the probability, and nothing is drawn: a unit with p = 0.6 is 0 in four cases of
# ten."""
# hint.es = """
# Redondeas la probabilidad, y no se sortea nada: una unidad con p = 0.6 vale 0 en cuatro casos de
# diez."""
# ///
"""1 where p > 1/2."""


def up_pass(v: Tensor, layers: list[Machine], us: list[Tensor]) -> list[Tensor]:
    states = []
    for (W, b, c), u in zip(layers, us, strict=True):
        v = (torch.sigmoid(v @ W + c) > 0.5).to(v.dtype)
        states.append(v)
    return states
