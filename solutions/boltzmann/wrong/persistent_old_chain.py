# /// wrong answer
# check = "test_persistent_values"
# kind = "wrong_value"
# hint.en = """
# You return the chains as they were. The next step is to go on from where these ended:
# persistent means just that."""
# hint.es = """
# Devuelves las cadenas como estaban. El paso siguiente debe seguir desde donde acabaron: eso
# significa persistente."""
# ///
"""The chains are not handed on."""


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
    dream = gibbs_chain(chain, W, b, c, uh, uv)[-1]
    vh, mean_v, mean_h = statistics(v, W, c)
    dream_vh, dream_v, dream_h = statistics(dream, W, c)
    return (
        W + lr * (vh - dream_vh),
        b + lr * (mean_v - dream_v),
        c + lr * (mean_h - dream_h),
        chain,
    )
