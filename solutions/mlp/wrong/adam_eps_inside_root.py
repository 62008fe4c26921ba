# /// wrong answer
# check = "test_adam_settings"
# kind = "wrong_value"
# hint.en = """
# eps stands inside your root. Where gradients are tiny that is a large difference: the root of
# 1e-8 is 1e-4."""
# hint.es = """
# Tu eps está dentro de la raíz. Donde los gradientes son diminutos la diferencia es grande: la
# raíz de 1e-8 es 1e-4."""
# ///
"""eps is inside the root."""


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
    direction = m / (1 - beta1**k) / ((v / (1 - beta2**k) + eps).sqrt())
    return w - lr * weight_decay * w - lr * direction, m, v
