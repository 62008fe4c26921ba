# /// wrong answer
# check = "test_up_values"
# kind = "wrong_value"
# hint.en = """
# Each layer is drawn from the probabilities of the one below. What goes up is the 0 or 1 that has
# been drawn."""
# hint.es = """
# Cada capa se sortea a partir de las probabilidades de la de abajo. Lo que sube es el 0 o el 1
# que ha salido."""
# ///
"""Probabilities go up."""


def up_pass(v: Tensor, layers: list[Machine], us: list[Tensor]) -> list[Tensor]:
    states = []
    for (W, b, c), u in zip(layers, us, strict=True):
        v = torch.sigmoid(v @ W + c)
        states.append(draw(v, u))
    return states
