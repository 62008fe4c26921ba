# /// wrong answer
# check = "test_dream_values"
# kind = "wrong_value"
# hint.en = """
# You go down from the x that you are given: the machine at the top has not dreamt yet."""
# hint.es = """
# Bajas desde el x que recibes: la máquina de arriba aún no ha soñado."""
# ///
"""No Gibbs sampling."""


def generate(x: Tensor, layers: list[Machine], uh: Tensor, uv: Tensor, us: list[Tensor]) -> Tensor:
    lower = layers[:-1]
    for (W, b, _), u in zip(reversed(lower), reversed(us), strict=True):
        x = draw(torch.sigmoid(x @ W.T + b), u)
    return x
