# /// wrong answer
# check = "test_divergence_values"
# kind = "wrong_value"
# hint.en = """
# You take one step of the chain whatever k is. uh and uv bring the numbers for k steps."""
# hint.es = """
# Das un solo paso de la cadena sea cual sea k. uh y uv traen los números de k pasos."""
# ///
"""One step in place of k."""


def contrastive_divergence(
    v: Tensor, W: Tensor, b: Tensor, c: Tensor, uh: Tensor, uv: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    dream = gibbs_chain(v, W, b, c, uh, uv)[0]
    vh, mean_v, mean_h = statistics(v, W, c)
    dream_vh, dream_v, dream_h = statistics(dream, W, c)
    return vh - dream_vh, mean_v - dream_v, mean_h - dream_h


def right_divergence(
    v: Tensor, W: Tensor, b: Tensor, c: Tensor, uh: Tensor, uv: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    dream = gibbs_chain(v, W, b, c, uh, uv)[-1]
    vh, mean_v, mean_h = statistics(v, W, c)
    dream_vh, dream_v, dream_h = statistics(dream, W, c)
    return vh - dream_vh, mean_v - dream_v, mean_h - dream_h


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
        dW, db, dc = right_divergence(v[rows], W, b, c, uh, uv)
        W, b, c = W + lr * dW, b + lr * db, c + lr * dc
    return W, b, c
