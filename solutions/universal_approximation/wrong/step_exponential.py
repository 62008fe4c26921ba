# /// wrong answer
# check = "test_step_steep"
# kind = "wrong_gradient"
# ///
"""The sigmoid is written out with exp, which overflows."""


def step(x: Tensor, s: float, w: float) -> Tensor:
    return 1 / (1 + torch.exp(-w * (x - s)))
