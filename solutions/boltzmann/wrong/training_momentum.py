# /// wrong answer
# check = "test_training_steps"
# kind = "broken_property"
# hint.en = """
# Your step has momentum. Asked for is lr times the direction, and nothing else."""
# hint.es = """
# Tu paso lleva inercia. Se pide lr por la dirección, y nada más."""
# ///
"""The step has momentum."""


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
    speed = [torch.zeros_like(each) for each in (W, b, c)]
    for _ in range(steps):
        rows = torch.randint(len(v), (batch_size,), generator=generator)
        uh = torch.rand(k, batch_size, H, generator=generator, dtype=v.dtype)
        uv = torch.rand(k, batch_size, D, generator=generator, dtype=v.dtype)
        moves = contrastive_divergence(v[rows], W, b, c, uh, uv)
        speed = [0.5 * old + lr * new for old, new in zip(speed, moves, strict=True)]
        W, b, c = W + speed[0], b + speed[1], c + speed[2]
    return W, b, c
