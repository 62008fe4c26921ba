# /// wrong answer
# check = "test_training_step"
# kind = "broken_property"
# hint.en = """
# Each of your steps takes all rows. It is to take batch_size of them."""
# hint.es = """
# Cada paso tuyo toma todas las filas. Debe tomar batch_size de ellas."""
# ///
"""All rows in every step."""


def train_rbm(
    v: Tensor,
    W: Tensor,
    b: Tensor,
    c: Tensor,
    steps: int,
    batch_size: int,
    lr: float,
    k: int,
    seed: int,
) -> tuple[Tensor, Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    D, H = W.shape
    for _ in range(steps):
        uh = torch.rand(k, len(v), H, generator=generator, dtype=v.dtype)
        uv = torch.rand(k, len(v), D, generator=generator, dtype=v.dtype)
        dW, db, dc = contrastive_divergence(v, W, b, c, uh, uv)
        W, b, c = W + lr * dW, b + lr * db, c + lr * dc
    return W, b, c
