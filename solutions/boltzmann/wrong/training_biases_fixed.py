# /// wrong answer
# check = "test_training_step"
# kind = "broken_property"
# hint.en = """
# Your biases stay as they were: b and c learn like W."""
# hint.es = """
# Tus sesgos se quedan como estaban: b y c aprenden igual que W."""
# ///
"""The biases are not trained."""


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
        dW, _, _ = contrastive_divergence(v[rows], W, b, c, uh, uv)
        W = W + lr * dW
    return W, b, c
