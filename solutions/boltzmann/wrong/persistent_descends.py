# /// wrong answer
# check = "test_persistent_values"
# kind = "wrong_value"
# hint.en = """
# You subtract the direction. It points upwards, to a higher likelihood: add it."""
# hint.es = """
# Restas la dirección. Apunta hacia arriba, a una verosimilitud mayor: súmala."""
# ///
"""The step goes down."""


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
    chain = gibbs_chain(chain, W, b, c, uh, uv)[-1]
    vh, mean_v, mean_h = statistics(v, W, c)
    dream_vh, dream_v, dream_h = statistics(chain, W, c)
    return (
        W - lr * (vh - dream_vh),
        b - lr * (mean_v - dream_v),
        c - lr * (mean_h - dream_h),
        chain,
    )
