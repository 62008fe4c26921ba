# /// wrong answer
# check = "test_training_draws"
# kind = "broken_property"
# hint.en = """
# In the chains of your training the hidden units are probabilities. Draw them: each passes on one
# bit."""
# hint.es = """
# En las cadenas de tu entrenamiento las unidades ocultas son probabilidades. Sortéalas: cada una
# transmite un solo bit."""
# ///
"""The chains of the training pass on probabilities."""


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
        data = dream = v[rows]
        for _ in range(k):
            uniforms = torch.rand(batch_size, D, generator=generator, dtype=v.dtype)
            p = torch.sigmoid(torch.sigmoid(dream @ W + c) @ W.T + b)
            dream = (uniforms < p).to(v.dtype)
        vh, mean_v, mean_h = statistics(data, W, c)
        dream_vh, dream_v, dream_h = statistics(dream, W, c)
        W = W + lr * (vh - dream_vh)
        b = b + lr * (mean_v - dream_v)
        c = c + lr * (mean_h - dream_h)
    return W, b, c
