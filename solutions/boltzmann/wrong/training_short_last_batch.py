# /// wrong answer
# check = "test_training_batches"
# kind = "broken_property"
# hint.en = """
# Your last minibatch before a new shuffle holds only the rows that are left. Each step takes
# batch_size of them."""
# hint.es = """
# Tu último minilote antes de barajar de nuevo tiene solo las filas que quedan. Cada paso toma
# batch_size filas."""
# ///
"""What is left of the rows is a smaller minibatch."""


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
    minibatches: list[Tensor] = []
    for _ in range(steps):
        if not minibatches:
            order = torch.randperm(len(v), generator=generator)
            minibatches = list(order.split(batch_size))
        rows = minibatches.pop(0)
        uh = torch.rand(k, len(rows), H, generator=generator, dtype=v.dtype)
        uv = torch.rand(k, len(rows), D, generator=generator, dtype=v.dtype)
        dW, db, dc = contrastive_divergence(v[rows], W, b, c, uh, uv)
        W, b, c = W + lr * dW, b + lr * db, c + lr * dc
    return W, b, c
