# /// wrong answer
# check = "test_training_seed"
# kind = "broken_property"
# hint.en = """
# You add to the W, b and c that you were handed, so that the caller's parameters change too."""
# hint.es = """
# Sumas en los W, b y c que recibes, de modo que los parámetros de quien llama también cambian."""
# ///
"""The arguments are trained."""


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
        W += lr * dW
        b += lr * db
        c += lr * dc
    return W, b, c
