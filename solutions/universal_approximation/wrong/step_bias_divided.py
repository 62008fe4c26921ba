# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = "Your bias is -s/w. The step is where w x + b = 0: solve that for b."
# hint.es = "Tu sesgo es -s/w. El escalón está donde w x + b = 0: despeja b."
# ///
"""s = -b/w is solved for b the wrong way round."""


def step(x: Tensor, s: float, w: float) -> Tensor:
    return torch.sigmoid(w * x - s / w)


def bump(x: Tensor, s: float, t: float, h: float, w: float) -> Tensor:
    return h * (torch.sigmoid(w * (x - s)) - torch.sigmoid(w * (x - t)))
