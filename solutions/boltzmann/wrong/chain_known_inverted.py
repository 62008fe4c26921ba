# /// wrong answer
# check = "test_chain_known"
# kind = "wrong_value"
# hint.en = """
# You keep what is not known and dream up what is: known is true where the values of v stay."""
# hint.es = """
# Conservas lo que no se conoce y sueñas lo que sí: known es verdadero donde los valores de v se
# quedan."""
# ///
"""The mask is taken the other way round."""


def gibbs_chain(
    v: Tensor,
    W: Tensor,
    b: Tensor,
    c: Tensor,
    uh: Tensor,
    uv: Tensor,
    known: Tensor | None = None,
) -> Tensor:
    given = v
    states = []
    for for_hidden, for_visible in zip(uh, uv, strict=True):
        h = (for_hidden < torch.sigmoid(v @ W + c)).to(v.dtype)
        v = (for_visible < torch.sigmoid(h @ W.T + b)).to(v.dtype)
        if known is not None:
            v = torch.where(known, v, given)
        states.append(v)
    return torch.stack(states)


def right_dream(v: Tensor, W: Tensor, b: Tensor, c: Tensor, uh: Tensor, uv: Tensor) -> Tensor:
    for for_hidden, for_visible in zip(uh, uv, strict=True):
        h = (for_hidden < torch.sigmoid(v @ W + c)).to(v.dtype)
        v = (for_visible < torch.sigmoid(h @ W.T + b)).to(v.dtype)
    return v


def contrastive_divergence(
    v: Tensor, W: Tensor, b: Tensor, c: Tensor, uh: Tensor, uv: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    dream = right_dream(v, W, b, c, uh, uv)
    vh, mean_v, mean_h = statistics(v, W, c)
    dream_vh, dream_v, dream_h = statistics(dream, W, c)
    return vh - dream_vh, mean_v - dream_v, mean_h - dream_h


def persistent_step(
    v: Tensor,
    chain: Tensor,
    W: Tensor,
    b: Tensor,
    c: Tensor,
    uh: Tensor,
    uv: Tensor,
    lr: float,
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    chain = right_dream(chain, W, b, c, uh, uv)
    vh, mean_v, mean_h = statistics(v, W, c)
    dream_vh, dream_v, dream_h = statistics(chain, W, c)
    return (
        W + lr * (vh - dream_vh),
        b + lr * (mean_v - dream_v),
        c + lr * (mean_h - dream_h),
        chain,
    )
