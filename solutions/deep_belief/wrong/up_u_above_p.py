# /// wrong answer
# check = "test_up_values"
# kind = "wrong_value"
# hint.en = """
# You light a unit where u > p, with the probability 1 - p: it lights when it should stay dark."""
# hint.es = """
# Enciendes una unidad donde u > p, con la probabilidad 1 - p: se enciende cuando debe quedar
# apagada."""
# ///
"""1 where u > p."""


def up_pass(v: Tensor, layers: list[Machine], us: list[Tensor]) -> list[Tensor]:
    states = []
    for (W, b, c), u in zip(layers, us, strict=True):
        v = (u > torch.sigmoid(v @ W + c)).to(v.dtype)
        states.append(v)
    return states
