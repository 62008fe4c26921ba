# /// wrong answer
# check = "test_up_values"
# kind = "wrong_value"
# hint.en = """
# All layers are drawn with the uniform numbers of the first one. Each has its own, us[i]: else
# what is drawn above hangs on luck below."""
# hint.es = """
# Todas las capas se sortean con los números uniformes de la primera. Cada una tiene los suyos,
# us[i]: si no, lo que sale arriba depende de la suerte de abajo."""
# ///
"""The uniform numbers of the first layer for all."""


def up_pass(v: Tensor, layers: list[Machine], us: list[Tensor]) -> list[Tensor]:
    states = []
    for (W, b, c), u in zip(layers, us, strict=True):
        v = draw(torch.sigmoid(v @ W + c), us[0])
        states.append(v)
    return states
