# /// wrong answer
# check = "test_dream_values"
# kind = "wrong_value"
# hint.en = """
# Your layers go down, but their uniform numbers go up: us[i] belongs to layers[i]."""
# hint.es = """
# Tus capas van hacia abajo, pero sus números uniformes hacia arriba: us[i] es de layers[i]."""
# ///
"""The uniform numbers in the wrong order."""


def generate(x: Tensor, layers: list[Machine], uh: Tensor, uv: Tensor, us: list[Tensor]) -> Tensor:
    *lower, top = layers
    x = gibbs_chain(x, *top, uh, uv)[-1]
    for (W, b, _), u in zip(reversed(lower), us, strict=True):
        x = draw(torch.sigmoid(x @ W.T + b), u)
    return x
