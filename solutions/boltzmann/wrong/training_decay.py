# /// wrong answer
# check = "test_training_step"
# kind = "broken_property"
# hint.en = """
# Your weights decay a little in every step. Asked for is lr times the direction, and nothing
# else."""
# hint.es = """
# Tus pesos decaen un poco en cada paso. Se pide lr por la dirección, y nada más."""
# ///
"""The weights decay."""


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
        rows = torch.randint(len(v), (batch_size,), generator=generator)
        uh = torch.rand(k, batch_size, H, generator=generator, dtype=v.dtype)
        uv = torch.rand(k, batch_size, D, generator=generator, dtype=v.dtype)
        dW, db, dc = contrastive_divergence(v[rows], W, b, c, uh, uv)
        W, b, c = W + lr * (dW - 0.001 * W), b + lr * db, c + lr * dc
    return W, b, c
