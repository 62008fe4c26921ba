# /// wrong answer
# check = "test_adam_first_steps"
# kind = "wrong_value"
# hint.en = """
# Your averages are not corrected for having started at zero: m / (1 - beta1^k) and v / (1 -
# beta2^k)."""
# hint.es = """
# Tus promedios no se corrigen por haber empezado en cero: m / (1 - beta1^k) y v / (1 -
# beta2^k)."""
# ///
"""No correction of the averages."""


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
    direction = m / (v.sqrt() + eps)
    return w - lr * weight_decay * w - lr * direction, m, v
