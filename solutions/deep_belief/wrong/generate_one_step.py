# /// wrong answer
# check = "test_dream_values"
# kind = "wrong_value"
# hint.en = """
# Your chain at the top takes one step, whatever k is."""
# hint.es = """
# Tu cadena de arriba da un paso, sea cual sea k."""
# ///
"""One step of Gibbs sampling."""


def generate(x: Tensor, layers: list[Machine], uh: Tensor, uv: Tensor, us: list[Tensor]) -> Tensor:
    *lower, top = layers
    x = gibbs_chain(x, *top, uh[:1], uv[:1])[-1]
    for (W, b, _), u in zip(reversed(lower), reversed(us), strict=True):
        x = draw(torch.sigmoid(x @ W.T + b), u)
    return x
