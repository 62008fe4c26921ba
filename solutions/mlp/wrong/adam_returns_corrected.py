# /// wrong answer
# check = "test_adam_first_steps"
# kind = "wrong_value"
# hint.en = """
# You return the corrected averages, so that the next step corrects them once more. They go on
# uncorrected."""
# hint.es = """
# Devuelves los promedios corregidos, de modo que el paso siguiente los corrige otra vez. Deben
# seguir sin corregir."""
# ///
"""m and v come back corrected."""


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
    return w - lr * weight_decay * w - lr * direction, m / (1 - beta1**k), v / (1 - beta2**k)
