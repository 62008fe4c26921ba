# /// wrong answer
# check = "test_adam_decay"
# kind = "wrong_value"
# hint.en = """
# You add the decay to the gradient, as torch.optim.Adam does. Then it goes through the averages
# and is divided by the root; here it is decoupled."""
# hint.es = """
# Sumas el decaimiento al gradiente, como hace torch.optim.Adam. Así pasa por los promedios y se
# divide entre la raíz; aquí va aparte."""
# ///
"""The decay is added to the gradient."""


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
    g = g + weight_decay * w
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    direction = m / (1 - beta1**k) / ((v / (1 - beta2**k)).sqrt() + eps)
    return w - lr * direction, m, v
