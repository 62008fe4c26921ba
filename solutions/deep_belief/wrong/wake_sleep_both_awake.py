# /// wrong answer
# check = "test_wake_sleep_two"
# kind = "wrong_value"
# hint.en = """
# Both ways learn from what was drawn awake. The way up has drawn that itself: it has to learn
# from the dream, whose causes are known."""
# hint.es = """
# Los dos caminos aprenden de lo sorteado en vela. Eso lo ha sorteado el propio camino hacia
# arriba: debe aprender del sueño, cuyas causas se conocen."""
# ///
"""Both learn awake."""


def wake_sleep_step(
    v: Tensor,
    up: list[Map],
    down: list[Map],
    top: Machine,
    us: list[Tensor],
    uh: Tensor,
    uv: Tensor,
    ud: list[Tensor],
    lr: float,
) -> tuple[list[Map], list[Map], Machine]:
    wake = [v]
    for (R, c), u in zip(up, us, strict=True):
        wake.append(draw(torch.sigmoid(wake[-1] @ R + c), u))
    sleep = [gibbs_chain(wake[-1], *top, uh, uv)[-1]]
    for (G, b), u in zip(reversed(down), reversed(ud), strict=True):
        sleep.insert(0, draw(torch.sigmoid(sleep[0] @ G + b), u))
    new_up = [delta_rule(wake[i], wake[i + 1], *up[i], lr) for i in range(len(up))]
    new_down = [delta_rule(wake[i + 1], wake[i], *down[i], lr) for i in range(len(down))]
    W, b, c = top
    dW, db, dc = contrastive_divergence(wake[-1], W, b, c, uh, uv)
    return new_up, new_down, (W + lr * dW, b + lr * db, c + lr * dc)
