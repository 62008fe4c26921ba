# /// wrong answer
# check = "test_training_draws_anew"
# kind = "broken_property"
# hint.en = """
# A minibatch of yours is one row, many times over. Draw as many rows as it has places."""
# hint.es = """
# Un minilote tuyo es una sola fila, repetida. Sortea tantas filas como puestos tiene."""
# ///
"""One row is drawn for all places of the minibatch."""


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
        rows = torch.randint(len(v), (1,), generator=generator).expand(batch_size)
        uh = torch.rand(k, batch_size, H, generator=generator, dtype=v.dtype)
        uv = torch.rand(k, batch_size, D, generator=generator, dtype=v.dtype)
        dW, db, dc = contrastive_divergence(v[rows], W, b, c, uh, uv)
        W, b, c = W + lr * dW, b + lr * db, c + lr * dc
    return W, b, c
