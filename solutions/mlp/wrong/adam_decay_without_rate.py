# /// wrong answer
# check = "test_adam_decay"
# kind = "wrong_value"
# hint.en = "Your decay does not depend on the learning rate: it is lr times weight_decay times w."
# hint.es = "Tu decaimiento no depende de la tasa de aprendizaje: es lr por weight_decay por w."
# ///
"""The decay lacks the learning rate."""


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
    direction = m / (1 - beta1**k) / ((v / (1 - beta2**k)).sqrt() + eps)
    return w - weight_decay * w - lr * direction, m, v
