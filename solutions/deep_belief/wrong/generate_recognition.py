# /// wrong answer
# check = "test_dream_values"
# kind = "wrong_value"
# hint.en = """
# On the way down you use W and c, as on the way up. To generate, a machine uses the other
# direction of W, and b."""
# hint.es = """
# Hacia abajo usas W y c, como hacia arriba. Para generar, una máquina usa W en el otro sentido, y
# b."""
# ///
"""Downwards as upwards."""


def generate(x: Tensor, layers: list[Machine], uh: Tensor, uv: Tensor, us: list[Tensor]) -> Tensor:
    *lower, top = layers
    x = gibbs_chain(x, *top, uh, uv)[-1]
    for (W, _, c), u in zip(reversed(lower), reversed(us), strict=True):
        x = draw(torch.sigmoid(x @ W + c), u)
    return x
