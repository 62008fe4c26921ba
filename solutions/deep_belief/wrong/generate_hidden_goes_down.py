# /// wrong answer
# check = "test_dream_values"
# kind = "wrong_value"
# hint.en = """
# The hidden units of the machine at the top go down. They are above its visible ones, and only
# those have a layer below them."""
# hint.es = """
# Bajan las ocultas de la máquina de arriba. Están por encima de sus visibles, y solo estas tienen
# una capa debajo."""
# ///
"""The hidden units of the top go down."""


def generate(x: Tensor, layers: list[Machine], uh: Tensor, uv: Tensor, us: list[Tensor]) -> Tensor:
    *lower, top = layers
    before = x if len(uh) == 1 else gibbs_chain(x, *top, uh[:-1], uv[:-1])[-1]
    if lower:
        x = draw(torch.sigmoid(before @ top[0] + top[2]), uh[-1])
    else:
        x = gibbs_chain(x, *top, uh, uv)[-1]
    for (W, b, _), u in zip(reversed(lower), reversed(us), strict=True):
        x = draw(torch.sigmoid(x @ W.T + b), u)
    return x
