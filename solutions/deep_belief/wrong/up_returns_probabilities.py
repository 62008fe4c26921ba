# /// wrong answer
# check = "test_up_values"
# kind = "wrong_value"
# hint.en = """
# Your list holds probabilities. A state is what has been drawn, 0 or 1."""
# hint.es = """
# Tu lista contiene probabilidades. Un estado es lo que ha salido, 0 o 1."""
# ///
"""Probabilities are returned."""


def up_pass(v: Tensor, layers: list[Machine], us: list[Tensor]) -> list[Tensor]:
    states = []
    for (W, b, c), u in zip(layers, us, strict=True):
        p = torch.sigmoid(torch.addmm(c, v, W))
        v = draw(p, u)
        states.append(p)
    return states
