# /// wrong answer
# check = "test_up_values"
# kind = "wrong_value"
# hint.en = """
# On the way up you add the visible biases b. They belong to the layer from which you come; the
# one you draw has c."""
# hint.es = """
# Hacia arriba sumas los sesgos visibles b. Son de la capa de la que vienes; la que sorteas tiene
# c."""
# ///
"""b for c on the way up."""


def up_pass(v: Tensor, layers: list[Machine], us: list[Tensor]) -> list[Tensor]:
    states = []
    for (W, b, c), u in zip(layers, us, strict=True):
        v = draw(torch.sigmoid(v @ W + b), u)
        states.append(v)
    return states
