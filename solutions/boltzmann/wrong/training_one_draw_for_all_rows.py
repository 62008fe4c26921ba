# /// wrong answer
# check = "test_training_draws_anew"
# kind = "broken_property"
# hint.en = """
# All rows of your minibatch have the same uniform numbers, so that equal rows dream alike. Each
# needs its own."""
# hint.es = """
# Todas las filas de tu minilote tienen los mismos números uniformes, así que filas iguales
# sueñan lo mismo. Cada una necesita los suyos."""
# ///
"""All rows share their uniform numbers."""


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
        uh = torch.rand(k, 1, H, generator=generator, dtype=v.dtype)
        uv = torch.rand(k, 1, D, generator=generator, dtype=v.dtype)
        dW, db, dc = contrastive_divergence(v[rows], W, b, c, uh, uv)
        W, b, c = W + lr * dW, b + lr * db, c + lr * dc
    return W, b, c
