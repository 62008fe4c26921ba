# /// wrong answer
# check = "test_dream_values"
# kind = "wrong_value"
# hint.en = """
# On the way down you pass on probabilities, and draw at the end only. Each layer between is drawn
# before the next one sees it."""
# hint.es = """
# Hacia abajo pasas probabilidades y solo sorteas al final. Cada capa intermedia se sortea antes
# de que la vea la siguiente."""
# ///
"""Probabilities go down."""


def generate(x: Tensor, layers: list[Machine], uh: Tensor, uv: Tensor, us: list[Tensor]) -> Tensor:
    *lower, top = layers
    x = gibbs_chain(x, *top, uh, uv)[-1]
    p = x
    for (W, b, _), u in zip(reversed(lower), reversed(us), strict=True):
        p = torch.sigmoid(p @ W.T + b)
        x = draw(p, u)
    return x
