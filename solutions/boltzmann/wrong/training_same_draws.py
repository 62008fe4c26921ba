# /// wrong answer
# check = "test_training_draws_anew"
# kind = "broken_property"
# hint.en = """
# Your generator is made anew in every step, so that each step draws the same numbers. Make it
# once, before the loop."""
# hint.es = """
# Tu generador se crea de nuevo en cada paso, así que cada paso sortea los mismos números.
# Créalo una vez, antes del bucle."""
# ///
"""The generator is made in every step."""


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
    D, H = W.shape
    for _ in range(steps):
        generator = torch.Generator().manual_seed(seed)
        rows = torch.randint(len(v), (batch_size,), generator=generator)
        uh = torch.rand(k, batch_size, H, generator=generator, dtype=v.dtype)
        uv = torch.rand(k, batch_size, D, generator=generator, dtype=v.dtype)
        dW, db, dc = contrastive_divergence(v[rows], W, b, c, uh, uv)
        W, b, c = W + lr * dW, b + lr * db, c + lr * dc
    return W, b, c
