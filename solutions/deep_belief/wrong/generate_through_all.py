# /// wrong answer
# check = "test_dream_values"
# kind = "wrong_value"
# hint.en = """
# In each step your chain runs down to the data and up again. Only the pair at the top talks both
# ways; the pass down comes after its last step, once."""
# hint.es = """
# En cada paso tu cadena baja hasta los datos y vuelve a subir. Solo la pareja de arriba habla en
# ambos sentidos; la bajada viene tras su último paso, una vez."""
# ///
"""Gibbs sampling through all layers."""


def generate(x: Tensor, layers: list[Machine], uh: Tensor, uv: Tensor, us: list[Tensor]) -> Tensor:
    *lower, top = layers
    for for_hidden, for_visible in zip(uh, uv, strict=True):
        x = gibbs_chain(x, *top, for_hidden[None], for_visible[None])[-1]
        v = x
        for (W, b, _), u in zip(reversed(lower), reversed(us), strict=True):
            v = draw(torch.sigmoid(v @ W.T + b), u)
        x = v
        for (W, _, c), u in zip(lower, [*us[1:], for_visible], strict=True):
            x = draw(torch.sigmoid(x @ W + c), u)
    for (W, b, _), u in zip(reversed(lower), reversed(us), strict=True):
        x = draw(torch.sigmoid(x @ W.T + b), u)
    return x
