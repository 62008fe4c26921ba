# /// wrong answer
# check = "test_training_seed"
# kind = "broken_property"
# hint.en = """
# The seed makes no difference, or not all of the draws come from it: two trainings with the
# same seed have to end in the same parameters."""
# hint.es = """
# La semilla no cambia nada, o no todos los sorteos salen de ella: dos entrenamientos con la
# misma semilla deben acabar en los mismos parámetros."""
# ///
"""The draws don't come from the seed."""


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
        rows = torch.randint(len(v), (batch_size,))
        uh = torch.rand(k, batch_size, H, dtype=v.dtype)
        uv = torch.rand(k, batch_size, D, dtype=v.dtype)
        dW, db, dc = contrastive_divergence(v[rows], W, b, c, uh, uv)
        W, b, c = W + lr * dW, b + lr * db, c + lr * dc
    return W, b, c
