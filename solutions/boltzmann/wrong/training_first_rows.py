# /// wrong answer
# check = "test_training_draws"
# kind = "broken_property"
# hint.en = """
# You train on the first rows alone. Each step draws its rows from all of the data."""
# hint.es = """
# Entrenas solo con las primeras filas. Cada paso sortea sus filas de todos los datos."""
# ///
"""The minibatch is the first rows."""


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
        rows = torch.arange(batch_size)
        uh = torch.rand(k, batch_size, H, generator=generator, dtype=v.dtype)
        uv = torch.rand(k, batch_size, D, generator=generator, dtype=v.dtype)
        dW, db, dc = contrastive_divergence(v[rows], W, b, c, uh, uv)
        W, b, c = W + lr * dW, b + lr * db, c + lr * dc
    return W, b, c
