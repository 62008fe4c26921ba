# /// wrong answer
# check = "test_chain_values"
# kind = "wrong_value"
# hint.en = """
# Your visible units are probabilities. They are drawn in every step, too, with uv."""
# hint.es = """
# Tus unidades visibles son probabilidades. También se sortean en cada paso, con uv."""
# ///
"""The visible units are probabilities."""


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
    for for_hidden in uh:
        h = (for_hidden < torch.sigmoid(v @ W + c)).to(v.dtype)
        v = torch.sigmoid(h @ W.T + b)
        if known is not None:
            v = torch.where(known, given, v)
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
