# /// wrong answer
# check = "test_adam_first_steps"
# kind = "wrong_value"
# hint.en = "You correct with the power k + 1. k counts from 1 already."
# hint.es = "Corriges con la potencia k + 1. k ya cuenta desde 1."
# ///
"""The powers are k + 1."""


def adam_step(
    w: Tensor,
    g: Tensor,
    m: Tensor,
    v: Tensor,
    k: int,
    lr: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    weight_decay: float = 0.0,
) -> tuple[Tensor, Tensor, Tensor]:
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    direction = m / (1 - beta1 ** (k + 1)) / ((v / (1 - beta2 ** (k + 1))).sqrt() + eps)
    return w - lr * weight_decay * w - lr * direction, m, v
