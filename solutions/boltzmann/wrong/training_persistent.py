# /// wrong answer
# check = "test_training_draws_anew"
# kind = "broken_property"
# hint.en = """
# Your chains run on from step to step, as in exercise 11. In CD-k they start at the rows of the
# minibatch in every step."""
# hint.es = """
# Tus cadenas siguen de un paso al otro, como en el ejercicio 11. En CD-k parten en cada paso de
# las filas del minilote."""
# ///
"""The chains are persistent."""


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
    chain = None
    for _ in range(steps):
        rows = torch.randint(len(v), (batch_size,), generator=generator)
        uh = torch.rand(k, batch_size, H, generator=generator, dtype=v.dtype)
        uv = torch.rand(k, batch_size, D, generator=generator, dtype=v.dtype)
        if chain is None:
            chain = v[rows]
        W, b, c, chain = persistent_step(v[rows], chain, W, b, c, uh, uv, lr)
    return W, b, c
