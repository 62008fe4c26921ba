# /// wrong answer
# check = "test_persistent_values"
# kind = "wrong_value"
# hint.en = """
# You average over the chains before they have taken their steps."""
# hint.es = """
# Promedias sobre las cadenas antes de que hayan dado sus pasos."""
# ///
"""The average is over the chains before their steps."""


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
    dream_vh, dream_v, dream_h = statistics(chain, W, c)
    chain = gibbs_chain(chain, W, b, c, uh, uv)[-1]
    vh, mean_v, mean_h = statistics(v, W, c)
    return (
        W + lr * (vh - dream_vh),
        b + lr * (mean_v - dream_v),
        c + lr * (mean_h - dream_h),
        chain,
    )
