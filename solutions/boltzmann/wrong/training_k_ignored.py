# /// wrong answer
# check = "test_training_draws"
# kind = "broken_property"
# hint.en = """
# Your dreams are of one step, whatever k is."""
# hint.es = """
# Tus sueños son de un paso, sea cual sea k."""
# ///
"""k is ignored."""


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
        uh = torch.rand(1, batch_size, H, generator=generator, dtype=v.dtype)
        uv = torch.rand(1, batch_size, D, generator=generator, dtype=v.dtype)
        dW, db, dc = contrastive_divergence(v[rows], W, b, c, uh, uv)
        W, b, c = W + lr * dW, b + lr * db, c + lr * dc
    return W, b, c
