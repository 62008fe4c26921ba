# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# Your step is always equally steep, and as high as w: w stands outside the sigmoid. It belongs
# inside, before x."""
# hint.es = """
# Tu escalón es siempre igual de empinado, y tan alto como w: w está fuera de la sigmoide. Va
# dentro, delante de x."""
# ///
"""w multiplies the sigmoid, not its argument."""


def step(x: Tensor, s: float, w: float) -> Tensor:
    return w * torch.sigmoid(x - s)


def bump(x: Tensor, s: float, t: float, h: float, w: float) -> Tensor:
    return h * (torch.sigmoid(w * (x - s)) - torch.sigmoid(w * (x - t)))
