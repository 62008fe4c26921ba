# /// wrong answer
# check = "test_training_draws_anew"
# kind = "broken_property"
# hint.en = """
# All your steps train on the same rows, drawn once before the loop. Each step draws its own."""
# hint.es = """
# Todos tus pasos entrenan con las mismas filas, sorteadas una vez antes del bucle. Cada paso
# sortea las suyas."""
# ///
"""The minibatch is drawn once."""


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
    rows = torch.randint(len(v), (batch_size,), generator=generator)
    for _ in range(steps):
        uh = torch.rand(k, batch_size, H, generator=generator, dtype=v.dtype)
        uv = torch.rand(k, batch_size, D, generator=generator, dtype=v.dtype)
        dW, db, dc = contrastive_divergence(v[rows], W, b, c, uh, uv)
        W, b, c = W + lr * dW, b + lr * db, c + lr * dc
    return W, b, c
