# /// wrong answer
# check = "test_step_steep"
# kind = "wrong_gradient"
# hint.en = """
# exp overflows when the step is steep: the value may survive, but its derivative is inf/inf.
# torch.sigmoid is written so that this does not happen."""
# hint.es = """
# exp se desborda cuando el escalón es empinado: el valor quizá se salva, pero su derivada es
# inf/inf. torch.sigmoid está escrita para que eso no ocurra."""
# ///
"""The sigmoid is written out with exp, which overflows."""


def step(x: Tensor, s: float, w: float) -> Tensor:
    return 1 / (1 + torch.exp(-w * (x - s)))
